/** Who stands behind a guideline or cause. */
export type KnowledgeOrigin =
  /** A person wrote it. */
  | 'curated'
  /** A chat model distilled it from the fixes. */
  | 'model'
  /** Counted from the fixes themselves, with no model. */
  | 'extractive'

/** One actionable rule for a weakness, in a sentence. */
export interface Guideline {
  /** A sentence that says what to do; APIs in back-quotes. */
  text: string
  /** Languages that it is about; absent where it holds in every language. */
  languages?: string[]
  /** Who stands behind it. */
  origin: KnowledgeOrigin
  /** Identifiers of the patches that it was drawn from, for provenance; absent where it was drawn from the whole cluster. */
  evidence?: string[]
}

/** One root condition or failure pattern of a weakness. What the cause facet searches. */
export interface Cause {
  /** One to three sentences. */
  text: string
  /** Who stands behind it. */
  origin: KnowledgeOrigin
}
