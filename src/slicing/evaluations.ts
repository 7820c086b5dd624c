import type { Evaluation, Program, Statement } from '../languages/index.js'

/** An evaluation with the statement that it is a part of. */
export interface StatementEvaluation {
  readonly evaluation: Evaluation
  readonly statement: Statement
}

/** Every evaluation of a program with its statement; a loop has several. */
export function allEvaluations(program: Program): StatementEvaluation[] {
  const found: StatementEvaluation[] = []
  for (const statement of program.statements) {
    found.push({ evaluation: statement.evaluation, statement })
    if (statement.control.form !== 'loop') continue
    for (const part of [statement.control.init, statement.control.each, statement.control.update]) {
      if (part) found.push({ evaluation: part, statement })
    }
  }
  return found
}
