import type { KnowledgeOrigin } from '../distillation/index.js'
import type { Weakness } from './types.js'

/** A CWE type with what another base says about it, where nobody wrote anything in this one. */
export function withWritten(own: Weakness, background: Weakness): Weakness {
  const tasks = own.tasks ?? background.tasks
  return {
    ...own,
    causes: isWritten(own.causes) ? own.causes : joined(background.causes, own.causes),
    guidelines: isWritten(own.guidelines) ? own.guidelines : joined(background.guidelines, own.guidelines),
    ...(tasks && { tasks }),
  }
}

/** Whether a person or a model said something; what is counted from fixes says what they changed, not why. */
function isWritten(items: readonly { origin: KnowledgeOrigin }[]): boolean {
  return items.some(({ origin }) => origin !== 'extractive')
}

function joined<T extends { text: string }>(first: readonly T[], second: readonly T[]): T[] {
  const known = new Set(first.map(({ text }) => text))
  return [...first, ...second.filter(({ text }) => !known.has(text))]
}
