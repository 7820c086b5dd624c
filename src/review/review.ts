import { setImmediate } from 'node:timers/promises'
import { RescueError } from '../errors.js'
import { chosenKnowledge } from '../prompting/index.js'
import type { Rescue, TaskRetrieval } from '../rescue.js'
import { apiTokens } from '../retrieval/index.js'
import type { ChangeSet, SkippedChange } from './change.js'
import { type ChangedFunction, changedFunctions } from './changed-functions.js'
import { type Finding, fingerprintOf } from './finding.js'

/** Options of {@link reviewChanges}. */
export interface ReviewOptions {
  /** Most guidelines of a finding. */
  maxGuidelines?: number
  /** Stops between two functions. */
  signal?: AbortSignal
}

/** Defaults of {@link ReviewOptions}. */
export const reviewDefaults = { maxGuidelines: 3 } as const

/** What the knowledge base says about a change. */
export interface Review {
  /** In the order of files and lines. */
  findings: Finding[]
  /** Number of functions that were looked at. */
  functions: number
  /** Number of findings that a baseline keeps quiet; 0 before one is applied. */
  known: number
  skipped: SkippedChange[]
}

/**
 * Looks up the knowledge for every changed function: its new text is the draft of a coding task. A function gets one finding at most,
 * about the weakness that its guidelines and example belong to.
 *
 * @param rescue without a chat model the review calls none
 * @throws RescueError MISSING_DEPENDENCY where a grammar is not installed; MODEL_FAILED where embedding fails; ABORTED
 */
export async function reviewChanges(
  rescue: Rescue,
  changes: ChangeSet,
  { maxGuidelines = reviewDefaults.maxGuidelines, signal }: ReviewOptions = {},
): Promise<Review> {
  const findings: Finding[] = []
  const seen = new Map<string, number>()
  let functions = 0
  for (const change of changes.texts) {
    for (const changed of changedFunctions(change)) {
      functions++
      // Lets signals in: all else here is one long computation.
      await setImmediate()
      if (signal?.aborted)
        throw new RescueError('ABORTED', 'The review was aborted.', { cause: signal.reason })
      const { language, draft } = changed
      const finding = findingOf(changed, await rescue.retrieve({ language, draft }), rescue)
      if (!finding) continue
      const place = JSON.stringify([finding.file, finding.function, finding.cwe])
      const nth = seen.get(place) ?? 0
      seen.set(place, nth + 1)
      findings.push({
        ...finding,
        fingerprint: fingerprintOf(changed, finding.cwe, nth),
        guidelines: finding.guidelines.slice(0, maxGuidelines),
      })
    }
  }
  return { findings, functions, known: 0, skipped: changes.skipped }
}

function findingOf(
  changed: ChangedFunction,
  retrieval: TaskRetrieval,
  { knowledge }: Rescue,
): Omit<Finding, 'fingerprint'> | undefined {
  const chosen = chosenKnowledge(retrieval)
  if (!chosen) return undefined
  const [example] = chosen.examples
  const known = new Set(
    apiTokens(
      knowledge
        .examplesOf(chosen.cwe)
        .flatMap(({ secureApis, vulnerableApis }) => [...secureApis, ...vulnerableApis]),
    ),
  )
  const shared = changed.calls.filter(({ qualified }) => known.has(apiTokens([qualified])[0] ?? ''))
  const { file, name, language, draft, changedLines, startLine } = changed
  return {
    cwe: chosen.cwe,
    name: chosen.name,
    file,
    function: name,
    language,
    code: draft,
    startLine: changedLines[0] ?? startLine,
    endLine: changedLines.at(-1) ?? startLine,
    score: retrieval.weaknesses.find(({ cwe }) => cwe === chosen.cwe)?.score ?? 0,
    calls: shared.map(({ qualified, line }) => ({ qualified, line })),
    guidelines: chosen.guidelines.map(({ text }) => text),
    ...(example && { example: { id: example.id, language: example.language, code: example.secure.code } }),
    others: retrieval.weaknesses
      .filter(({ cwe }) => cwe !== chosen.cwe)
      .map(({ cwe, name: other }) => ({ cwe, name: other })),
  }
}
