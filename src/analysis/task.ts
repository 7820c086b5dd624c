/** A coding task as a caller describes it. At least one of code, description, cause and draft is given. */
export interface CodingTask {
  /** Name of the task, handed on to what is found for it. */
  id?: string
  /** Language of the code to write; any name that the registry resolves, or another one (then no API facet from code). */
  language: string
  /** Code that is there already and is to be continued or completed. */
  code?: string
  /** What is asked for, in words. */
  description?: string
  /** Which weakness threatens and why, when the caller knows: used instead of asking a model. */
  cause?: string
  /** A first answer to the task, when the caller has one: used instead of asking a model. It may continue `code`. */
  draft?: string
}
