import { programOfSeed } from './arbitraries.js'
import { checkTexts, criteriaOf, type Failure, type Report, type SliceFunction } from './check.js'
import type { FuzzLanguage, Program } from './model.js'
import { printers } from './print.js'
import { smallerPrograms } from './reduce.js'

/** How many programs share a process. */
const batchSize = 300

/** A failure with what is needed to see it again. */
export interface SeededFailure extends Failure {
  seed: number
}

const withCriteria = (language: FuzzLanguage, program: Program) => {
  const text = printers[language](program)
  return { text, criteria: criteriaOf(text) }
}

/** Checks the programs of `count` consecutive seeds. */
export function fuzz(
  language: FuzzLanguage,
  {
    seed,
    count,
    slice,
    onBatch,
  }: { seed: number; count: number; slice: SliceFunction; onBatch?: (done: number) => void },
): Omit<Report, 'failures'> & { failures: SeededFailure[] } {
  const total = { programs: 0, slices: 0, shareSum: 0, failures: [] as SeededFailure[] }
  for (let first = seed; first < seed + count; first += batchSize) {
    const size = Math.min(batchSize, seed + count - first)
    const texts = Array.from({ length: size }, (_, i) =>
      withCriteria(language, programOfSeed(language, first + i)),
    )
    const report = checkTexts(language, texts, slice)
    total.programs += report.programs
    total.slices += report.slices
    total.shareSum += report.shareSum
    total.failures.push(...report.failures.map((failure) => ({ ...failure, seed: first + failure.index })))
    onBatch?.(total.programs)
  }
  return total
}

/** How many smaller programs are tried in one process. */
const shrinkBatch = 40

/** Makes the failing program of a seed smaller as long as it fails in the same way; undefined where it does not fail. */
export function shrink(
  language: FuzzLanguage,
  { seed, slice, timeLimit }: { seed: number; slice: SliceFunction; timeLimit: number },
): Failure | undefined {
  const failureOf = (batch: readonly Program[], kind?: Failure['kind']) =>
    checkTexts(
      language,
      batch.map((program) => withCriteria(language, program)),
      slice,
    )
      .failures.filter((failure) => kind === undefined || failure.kind === kind)
      .reduce<Failure | undefined>(
        (first, next) => (first && first.index <= next.index ? first : next),
        undefined,
      )

  let program = programOfSeed(language, seed)
  let failure = failureOf([program])
  const kind = failure?.kind
  const deadline = Date.now() + timeLimit
  for (let smaller = failure && smallerPrograms(program); smaller && Date.now() < deadline; ) {
    const batch: Program[] = []
    for (let next = smaller.next(); !next.done; next = smaller.next()) {
      batch.push(next.value)
      if (batch.length === shrinkBatch) break
    }
    if (batch.length === 0) break
    const found = failureOf(batch, kind)
    if (!found) continue
    failure = found
    program = batch[found.index]!
    smaller = smallerPrograms(program)
  }
  return failure
}
