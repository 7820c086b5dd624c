import type { Guideline } from '../distillation/guideline.js'
import type { TypicalTask } from '../patches/curated-weakness.js'
import { proseSpeaksToModel, speaksToModel } from '../text/model-talk.js'
import type { Example, Weakness } from './types.js'

/** Something of a base that is not used: it speaks to a language model instead of about code. */
export interface WithheldText {
  /** What it was to be; `name` is the name of a weakness. */
  about: 'name' | 'guideline' | 'cause' | 'task' | 'example'
  /** CWE type that it belongs to, such as `CWE-89`. */
  cwe: string
  /** Identifier of the example that it belongs to. */
  id?: string
  /** What it says; of an example only what it is called. */
  text: string
}

/** What may be used of a base, and what may not. */
export interface Withholding {
  weaknesses: Weakness[]
  examples: Example[]
  withheld: WithheldText[]
}

/** Leaves out what speaks to a language model: names, guidelines, causes and tasks by their text, examples by their code and names. */
export function withholdModelTalk(
  weaknesses: readonly Weakness[],
  examples: readonly Example[],
): Withholding {
  const withheld: WithheldText[] = []
  const admit = <T extends { text: string }>(
    about: WithheldText['about'],
    cwe: string,
    items: readonly T[],
  ) =>
    items.filter(({ text }) => {
      const speaks = proseSpeaksToModel(text)
      if (speaks) withheld.push({ about, cwe, text })
      return !speaks
    })
  const withoutTalk = (cwe: string, { cause, ...task }: TypicalTask): TypicalTask => {
    if (cause === undefined) return task
    if (!proseSpeaksToModel(cause)) return { ...task, cause }
    withheld.push({ about: 'cause', cwe, text: cause })
    return task
  }
  return {
    weaknesses: weaknesses.map(({ tasks, ...weakness }) => {
      const { cwe, name, causes, guidelines } = weakness
      const isName = !proseSpeaksToModel(name)
      if (!isName) withheld.push({ about: 'name', cwe, text: name })
      return {
        ...weakness,
        name: isName ? name : cwe,
        causes: admit('cause', cwe, causes),
        guidelines: admit('guideline', cwe, guidelines),
        ...(tasks && { tasks: admit('task', cwe, tasks).map((task) => withoutTalk(cwe, task)) }),
      }
    }),
    examples: examples.flatMap((example) => {
      const { id, cwe, cause, ...rest } = example
      if (exampleSpeaksToModel(example)) {
        withheld.push({ about: 'example', cwe, id, text: id })
        return []
      }
      if (cause === undefined || !proseSpeaksToModel(cause)) return [example]
      withheld.push({ about: 'cause', cwe, id, text: cause })
      return [{ id, cwe, ...rest }]
    }),
    withheld,
  }
}

/** Knowledge for a prompt without what speaks to a language model: it may come from a store instead of a base. */
export function admittedKnowledge<
  T extends { guidelines: readonly Guideline[]; examples: readonly Example[] },
>(knowledge: T): T {
  return {
    ...knowledge,
    guidelines: knowledge.guidelines.filter(({ text }) => !proseSpeaksToModel(text)),
    examples: knowledge.examples.filter((example) => !exampleSpeaksToModel(example)),
  }
}

function exampleSpeaksToModel({
  id,
  vulnerable,
  secure,
  secureApis,
  vulnerableApis,
  origin,
}: Example): boolean {
  const names = [id, ...secureApis, ...vulnerableApis, ...Object.values(origin ?? {})]
  return [names.join('\n'), vulnerable.code, secure.code].some(speaksToModel)
}
