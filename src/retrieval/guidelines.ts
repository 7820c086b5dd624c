import type { Weakness } from '../knowledge/types.js'
import { canonicalLanguage } from '../languages/index.js'
import { languageMatch } from './language-tiers.js'
import type { RetrievedGuideline } from './retrieval.js'

/**
 * The guidelines that a programmer of this language can use: those for it first, then those that hold everywhere, then those of
 * related languages. Where a weakness has only rules for other languages, these are better than none.
 */
export function guidelinesOf(weakness: Weakness | undefined, taskLanguage: string): RetrievedGuideline[] {
  if (!weakness) return []
  const distance = ({ languages }: { languages?: string[] }) => {
    if (!languages || languages.length === 0) return 1
    const matches = languages.map((language) => languageMatch(canonicalLanguage(language), taskLanguage))
    return matches.includes('same') ? 0 : matches.includes('related') ? 2 : 3
  }
  const usable = weakness.guidelines.filter((guideline) => distance(guideline) < 3)
  return (usable.length > 0 ? usable : weakness.guidelines)
    .map((guideline) => ({ ...guideline, cwe: weakness.cwe }))
    .sort((a, b) => distance(a) - distance(b))
}
