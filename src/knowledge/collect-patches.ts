import { RescueError } from '../errors.js'
import { languageIds, resolveLanguage } from '../languages/index.js'
import { contentId } from '../patches/column-mapping.js'
import type { CuratedWeakness } from '../patches/curated-weakness.js'
import { normalizeCwe, type SecurityPatch } from '../patches/patch.js'
import type { PatchStream, RecordPlace } from '../patches/patch-outcome.js'
import { compareText } from '../text/compare-text.js'
import { visibleDeep } from '../text/hidden-characters.js'
import { redactSecrets } from '../text/secrets.js'
import { type BuildReport, countSkipped } from './build-report.js'
import { outcomeOf } from './outcome-shape.js'

/** How much a build holds at once: it looks at all fixes together. */
export interface BuildLimits {
  /** Distinct fixes. */
  fixes: number
  /** Both versions of all of them, and what people wrote about weaknesses, in characters. */
  sourceLength: number
}

/**
 * Defaults of {@link BuildLimits}: about 2 GB of memory, which docs/knowledge.md measures, and less than Node.js takes by default on a
 * machine with 8 GB or more.
 */
export const buildLimitDefaults = {
  fixes: 50_000,
  sourceLength: 256 * 1024 * 1024,
} as const satisfies BuildLimits

/** What a stream of outcomes holds for a build. */
export interface CollectedPatches {
  /** Distinct fixes in supported languages, by identifier; identifiers are distinct. */
  patches: SecurityPatch[]
  /** What people wrote, by CWE type. */
  curated: Map<string, CuratedWeakness>
}

/**
 * Takes what a build can use out of a stream, and counts the rest.
 *
 * @param onRecord called after each record
 * @throws RescueError INVALID_INPUT where there is more than the limits allow
 */
export async function collectPatches(
  source: PatchStream,
  report: BuildReport,
  { limits, onRecord }: { limits: BuildLimits; onRecord: () => void },
): Promise<CollectedPatches> {
  const held = { fixes: 0, sourceLength: 0 }
  const byContent = new Map<string, SecurityPatch>()
  const curated = new Map<string, CuratedWeakness>()
  for await (const given of source) {
    const outcome = outcomeOf(given)
    if (outcome.kind === 'weakness') {
      hold(held, { fixes: 0, sourceLength: JSON.stringify(outcome.weakness).length }, limits)
      addCurated(curated, cleanWeakness(outcome.weakness, report))
      continue
    }
    report.read += 1
    if (outcome.kind === 'skipped') countSkipped(report, outcome.skipped)
    else {
      const patch = usable(outcome.patch, outcome.place, report)
      if (patch) {
        const key = contentId(patch.language, patch.before, patch.after)
        const known = byContent.get(key)
        if (known) report.duplicates += 1
        else hold(held, { fixes: 1, sourceLength: patch.before.length + patch.after.length }, limits)
        byContent.set(key, known ? better(known, patch) : patch)
      }
    }
    onRecord()
  }
  return { patches: distinctIds([...byContent.values()]), curated }
}

/** Counts what is kept until the base is made. */
function hold(held: BuildLimits, more: BuildLimits, limits: BuildLimits): void {
  for (const [name, what] of [
    ['fixes', 'fixes'],
    ['sourceLength', 'characters of code'],
  ] as const) {
    held[name] += more[name]
    if (held[name] <= limits[name]) continue
    throw new RescueError(
      'INVALID_INPUT',
      `There are more than ${limits[name]} ${what} for one build. Build a base of each part and put them together with mergeKnowledgeBases (rescue merge), or raise limits.${name} of buildKnowledgeBase together with the memory of Node.js (--max-old-space-size).`,
    )
  }
}

/** Takes out what no base should hold, and brings language and CWE type to one form; undefined where nothing is left to learn from. */
function usable(
  patch: SecurityPatch,
  place: RecordPlace | undefined,
  report: BuildReport,
): SecurityPatch | undefined {
  const language = resolveLanguage(patch.language)
  if (!language) {
    countSkipped(report, {
      reason: 'unsupported-language',
      detail: `"${patch.language}" has no slicer; supported are ${languageIds.join(', ')}.`,
      ...(place ?? { file: patch.origin?.file ?? patch.origin?.source ?? '' }),
      record: patch.id,
    })
    return undefined
  }
  const { cwe: given, ...rest } = cleanPatch(patch, report)
  if (rest.before === rest.after && patch.before !== patch.after) {
    const detail = 'Its versions differ in secrets alone.'
    countSkipped(report, { reason: 'no-change', detail, ...(place ?? { file: '' }), record: rest.id })
    return undefined
  }
  const cwe = normalizeCwe(given)
  return { ...rest, language, ...(cwe && { cwe }) }
}

/** Nothing hidden and no secrets: what is read here is kept, shown and handed to chat models. */
function cleanPatch(patch: SecurityPatch, report: BuildReport): SecurityPatch {
  const shown = visibleDeep(patch)
  const [before, after, cause] = [shown.before, shown.after, shown.cause ?? ''].map((text) =>
    redacted(text, report),
  ) as [string, string, string]
  return { ...shown, before, after, ...(cause !== '' && { cause }) }
}

function cleanWeakness(weakness: CuratedWeakness, report: BuildReport): CuratedWeakness {
  const { cwe, causes, guidelines, ...rest } = visibleDeep(weakness)
  return {
    ...rest,
    cwe: normalizeCwe(cwe) ?? cwe,
    causes: causes.map((text) => redacted(text, report)),
    guidelines: guidelines.map(({ text, ...guideline }) => ({ text: redacted(text, report), ...guideline })),
  }
}

function redacted(text: string, report: BuildReport): string {
  const { text: clean, count } = redactSecrets(text)
  report.secrets += count
  return clean
}

/** Of two records of one fix the one that says more; by identifier where they say the same, so that order does not matter. */
function better(a: SecurityPatch, b: SecurityPatch): SecurityPatch {
  const worth = ({ cwe, cause }: SecurityPatch) => (cwe ? 2 : 0) + (cause ? 1 : 0)
  if (worth(a) !== worth(b)) return worth(a) > worth(b) ? a : b
  return a.id <= b.id ? a : b
}

function distinctIds(patches: SecurityPatch[]): SecurityPatch[] {
  const count = new Map<string, number>()
  for (const { id } of patches) count.set(id, (count.get(id) ?? 0) + 1)
  return patches
    .map((patch) =>
      count.get(patch.id)! > 1
        ? { ...patch, id: `${patch.id}~${contentId(patch.language, patch.before, patch.after)}` }
        : patch,
    )
    .sort((a, b) => compareText(a.id, b.id))
}

function addCurated(all: Map<string, CuratedWeakness>, weakness: CuratedWeakness): void {
  const known = all.get(weakness.cwe)
  if (!known) {
    all.set(weakness.cwe, weakness)
    return
  }
  // A new object: the known one is the caller's.
  const tasks = [...(known.tasks ?? []), ...(weakness.tasks ?? [])]
  all.set(weakness.cwe, {
    cwe: weakness.cwe,
    causes: [...known.causes, ...weakness.causes],
    guidelines: [...known.guidelines, ...weakness.guidelines],
    ...(tasks.length > 0 && { tasks }),
  })
}
