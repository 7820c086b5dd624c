import { Document } from '@langchain/core/documents'
import type { TaskRetrieval } from '../../rescue.js'
import type { FacetView, LanguageMatch } from '../../retrieval/index.js'
import { oneLine } from '../../text/markdown.js'

/** What every document says about itself. (A type, not an interface: LangChain asks for an index signature.) */
export type RescueDocumentMetadata = {
  /** Rules against a weakness as a Markdown list, or the secure side of a fix as source code. */
  kind: 'guidelines' | 'example'
  /** Such as `CWE-89`. */
  cwe: string
  /** Name of the weakness. */
  name: string
  /** Of an example: the language of its code. Of guidelines: the language of the task. */
  language: string
  /** Fused score of the weakness or example. */
  score: number
  /** Score and rank by facet. */
  facets: FacetView
  /** Identifier of an example. */
  id?: string
  /** How the language of an example relates to that of the task. */
  match?: LanguageMatch
}

/** What was found, as documents: guidelines first, then examples, best first. */
export function documentsOf({
  analysis,
  weaknesses,
  examples,
  guidelines,
}: TaskRetrieval): Document<RescueDocumentMetadata>[] {
  const nameOf = (cwe: string) => weaknesses.find((weakness) => weakness.cwe === cwe)?.name ?? cwe
  const documents: Document<RescueDocumentMetadata>[] = []
  const cwe = guidelines[0]?.cwe
  const standing =
    weaknesses.find((weakness) => weakness.cwe === cwe) ?? examples.find((example) => example.cwe === cwe)
  if (cwe !== undefined && standing) {
    documents.push(
      new Document({
        pageContent: guidelines.map(({ text }) => `- ${oneLine(text)}`).join('\n'),
        metadata: {
          kind: 'guidelines',
          cwe,
          name: nameOf(cwe),
          language: analysis.task.language,
          score: standing.score,
          facets: standing.facets,
        },
      }),
    )
  }
  for (const { id, cwe, language, match, score, facets, example } of examples) {
    documents.push(
      new Document({
        id,
        pageContent: example.secure.code,
        metadata: { kind: 'example', cwe, name: nameOf(cwe), language, score, facets, id, match },
      }),
    )
  }
  return documents
}
