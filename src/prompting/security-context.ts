import type { Guideline } from '../distillation/guideline.js'
import type { Example } from '../knowledge/types.js'
import type { TokenCounter } from '../ports/token-counter.js'

/** What retrieval chose for a task: one weakness, its rules and how fixed code looks. */
export interface SecurityKnowledge {
  /** Such as `CWE-89`. */
  cwe: string
  /** Name of the weakness. */
  name: string
  /** Most important first. */
  guidelines: readonly Guideline[]
  /** Best first; their secure versions are shown. */
  examples: readonly Example[]
}

/** What of the knowledge goes into a prompt. */
export interface SecurityContext {
  /** Such as `CWE-89`. */
  cwe: string
  /** Name of the weakness. */
  name: string
  /** Those that fit, most important first. */
  guidelines: readonly Guideline[]
  /** Those that fit, best first. */
  examples: readonly Example[]
  /** Tokens of the rendered context, at most the budget. */
  tokens: number
  /** What did not fit. */
  omitted: {
    /** Number of guidelines. */
    guidelines: number
    /** Number of examples. */
    examples: number
  }
}

/** Turns chosen knowledge into text; each prompt form has one. */
export type ContextRenderer = (knowledge: SecurityKnowledge) => string

/** Guidelines that go before the first example: an example without any rule explains too little. */
const guidelinesBeforeExamples = 3

/**
 * Chooses what fits a token budget: the first three guidelines, then the examples, then the remaining guidelines. A piece is
 * taken when the whole rendered context with it still fits, so the budget holds exactly, headings and fences included.
 *
 * @returns undefined where not even one guideline or example fits
 */
export function fitContext(
  knowledge: SecurityKnowledge,
  render: ContextRenderer,
  budget: { maxTokens: number; countTokens: TokenCounter },
): SecurityContext | undefined {
  const guidelines: Guideline[] = []
  const examples: Example[] = []
  let tokens = 0
  const take = <T>(list: T[], item: T): void => {
    list.push(item)
    const total = budget.countTokens(render({ ...knowledge, guidelines: inOrder(), examples }))
    if (total <= budget.maxTokens) tokens = total
    else list.pop()
  }
  const inOrder = () => knowledge.guidelines.filter((guideline) => guidelines.includes(guideline))

  for (const guideline of knowledge.guidelines.slice(0, guidelinesBeforeExamples)) take(guidelines, guideline)
  for (const example of knowledge.examples) take(examples, example)
  for (const guideline of knowledge.guidelines.slice(guidelinesBeforeExamples)) take(guidelines, guideline)

  if (guidelines.length + examples.length === 0) return undefined
  return {
    cwe: knowledge.cwe,
    name: knowledge.name,
    guidelines: inOrder(),
    examples,
    tokens,
    omitted: {
      guidelines: knowledge.guidelines.length - guidelines.length,
      examples: knowledge.examples.length - examples.length,
    },
  }
}
