/** What a person wrote about a weakness: goes before anything that is distilled for its CWE type. */
export interface CuratedWeakness {
  /** Such as `CWE-89`. */
  cwe: string
  /** Root conditions and failure patterns. */
  causes: string[]
  /** Rules, most important first. */
  guidelines: CuratedGuideline[]
  /** Coding tasks in which the weakness typically arises. */
  tasks?: TypicalTask[]
}

/** A rule that a person wrote. */
export interface CuratedGuideline {
  /** A sentence that says what to do. */
  text: string
  /** Languages that it is about; absent where it holds in every language. */
  languages?: string[]
}

/** A coding task in which a weakness typically arises, in the words of somebody who asks for the code. */
export interface TypicalTask {
  /** The task, in a phrase or sentence. */
  text: string
  /** Calls, modules and headers that a straightforward solution uses, such as `cursor.execute`, `sqlite3`, `string.h`. */
  apis: string[]
  /** Languages that it is about, any name; absent where it comes up in every language. */
  languages?: string[]
  /**
   * What a language model answers when it is asked what threatens in this task, be it this weakness or another: the cause facet that
   * such a task comes with (document expansion by predicted queries, Nogueira et al. 2019).
   */
  cause?: string
}
