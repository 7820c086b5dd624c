/** What a person wrote about a weakness: goes before anything that is distilled for its CWE type. */
export interface CuratedWeakness {
  cwe: string
  causes: string[]
  guidelines: { text: string /** Absent where it holds in every language. */; languages?: string[] }[]
  /** Coding tasks in which the weakness typically arises. */
  tasks?: TypicalTask[]
}

/** A coding task in which a weakness typically arises, in the words of somebody who asks for the code. */
export interface TypicalTask {
  text: string
  /** Calls, modules and headers that a straightforward solution uses, such as `cursor.execute`, `sqlite3`, `string.h`. */
  apis: string[]
  /** Languages that it is about, any name; absent where it comes up in every language. */
  languages?: string[]
}
