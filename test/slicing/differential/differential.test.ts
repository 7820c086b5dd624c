import { describe, expect, it } from 'vitest'
import { checkTexts, type Failure } from './check.js'
import { fuzz } from './fuzz.js'
import type { FuzzLanguage } from './model.js'
import { regressionsOf } from './regressions.js'
import { missingTool } from './run.js'
import { executableSlice } from './slice.js'

/** Seeds of the programs that every test run checks; `npm run fuzz:slices` goes on beyond. */
const [firstSeed, programs] = [1, 300]

/**
 * Mean share of lines that the slices of these programs may keep. It is the measured one and some room: the identity
 * keeps 1. The programs are far more entangled than real code, since all statements share few variables.
 */
const mostKept: Record<FuzzLanguage, number> = { python: 0.8, javascript: 0.8, c: 0.7 }

const describeFailure = ({ kind, text, slice, criterion, expected, got, detail }: Failure) =>
  `${kind} at probe ${criterion.probe}, ${detail}: expected [${expected}], got [${got}]\n${text}\n--- slice\n${slice}`

for (const language of ['python', 'javascript', 'c'] as const) {
  const missing = missingTool(language)
  const title = `executable slices of ${language} programs${missing ? ` (skipped: ${missing})` : ''}`
  describe.skipIf(missing !== undefined)(title, () => {
    it(`compute at their criterion what ${programs} random programs compute there, with fewer lines`, () => {
      const report = fuzz(language, { seed: firstSeed, count: programs, slice: executableSlice })
      const [failure] = report.failures
      const hint = failure && `npm run fuzz:slices -- --language ${language} --seed ${failure.seed} --count 1`
      expect(failure && `${hint}\n${describeFailure(failure)}`).toBeUndefined()
      expect(report.programs).toBe(programs)
      expect(report.slices).toBeGreaterThan(programs)
      expect(report.shareSum / report.slices).toBeLessThan(mostKept[language])
    }, 240_000)

    for (const { name, text, criteria } of regressionsOf(language)) {
      it(`stay right for ${name}`, () => {
        const { failures } = checkTexts(language, [{ text, criteria }], executableSlice)
        expect(failures.map(describeFailure)).toEqual([])
      })
    }
  })
}
