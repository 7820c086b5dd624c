import { fixPatternOf } from '../distillation/index.js'
import { messageOf } from '../errors.js'
import { type LanguageId, type Program, parseProgram, requireLanguage } from '../languages/index.js'
import type { SecurityPatch } from '../patches/patch.js'
import type { SkippedRecord } from '../patches/patch-outcome.js'
import type { Slicer } from '../slicing/index.js'
import type { Example } from './types.js'
import { withoutProse } from './without-prose.js'

/** An example, or why there is none. */
export type ExampleOutcome = { example: Example } | { skipped: SkippedRecord }

/** Cuts a fix to its parallel pair of slices without comments (paper, section 3.1) and lists its API calls. */
export function makeExample(patch: SecurityPatch, cwe: string, slicer: Slicer): ExampleOutcome {
  const { id, before, after, cause, origin } = patch
  const skipped = (reason: SkippedRecord['reason'], detail: string) => ({
    skipped: { reason, detail, file: origin?.file ?? '', record: id },
  })
  try {
    const language = requireLanguage(patch.language)
    // Parsing takes longest of all, so each version is parsed once for what is cut out of it and for its calls.
    const parsed = { before: parsedOnce(before, language), after: parsedOnce(after, language) }
    const bare = {
      before: withoutProse(before, language, parsed.before),
      after: withoutProse(after, language, parsed.after),
      language,
    }
    const { vulnerable, secure } = slicer.slicePatch(bare)
    if (vulnerable.code === secure.code) {
      return skipped('same-slice', 'The slices of both versions are the same text.')
    }
    const { callsBefore, callsAfter } = fixPatternOf(patch, parsed)
    const example: Example = {
      id,
      cwe,
      language,
      vulnerable: { code: vulnerable.code, sourceLines: linesOf(before) },
      secure: { code: secure.code, sourceLines: linesOf(after) },
      secureApis: [...callsAfter, ...modulesOf(parsed.after())],
      vulnerableApis: [...callsBefore, ...modulesOf(parsed.before())],
      ...(cause && { cause }),
      ...(origin && { origin }),
    }
    return { example }
  } catch (thrown) {
    return skipped('unsliceable', messageOf(thrown))
  }
}

function modulesOf({ modules }: Program): string[] {
  return modules.map(({ qualified }) => qualified)
}

function parsedOnce(code: string, language: LanguageId): () => Program {
  let program: Program | undefined
  return () => {
    program ??= parseProgram(code, language)
    return program
  }
}

/** Lines of a text; a line end at its end begins no other one. */
function linesOf(text: string): number {
  return text.split(/\r\n|\n|\r/).length - (/[\r\n]$/.test(text) ? 1 : 0)
}
