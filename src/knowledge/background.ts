import type { KnowledgeOrigin } from '../distillation/index.js'
import { distinctTexts } from './distinct-texts.js'
import type { Example, Weakness } from './types.js'

/** About which CWE types a background speaks: those that the base has fixes of, or all that it knows. */
export type BackgroundTypes = 'own' | 'all'

/** A CWE type with what another base says about it, where nobody wrote anything in this one. */
export function withWritten(own: Weakness, background: Weakness): Weakness {
  const tasks = own.tasks ?? background.tasks
  return {
    ...own,
    causes: isWritten(own.causes) ? own.causes : distinctTexts([...own.causes, ...background.causes]),
    guidelines: isWritten(own.guidelines)
      ? own.guidelines
      : distinctTexts([...own.guidelines, ...background.guidelines]),
    ...(tasks && { tasks }),
  }
}

/** Of the background's examples those of a CWE type and language that the base has none of: its own go first. */
export function missingExamples(own: readonly Example[], background: readonly Example[]): Example[] {
  const kindOf = ({ cwe, language }: Example) => `${cwe} ${language}`
  const kinds = new Set(own.map(kindOf))
  const ids = new Set(own.map(({ id }) => id))
  return background.filter((example) => !kinds.has(kindOf(example)) && !ids.has(example.id))
}

/** Whether a person or a model said something; what is counted from fixes says what they changed, not why. */
function isWritten(items: readonly { origin: KnowledgeOrigin }[]): boolean {
  return items.some(({ origin }) => origin !== 'extractive')
}
