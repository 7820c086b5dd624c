// Judges every regular expression of src/: none may take more than linear time on its input, since inputs are hostile. Two judges:
// redos-detector reads the expression (also for where a search may begin); what it cannot clear is run on texts made of its own
// parts, repeated, and needs an entry in `exceptions` with a reason unless nothing in it repeats without bound. Run it with `npm run check:regex`.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { isSafePattern } from 'redos-detector'
import ts from 'typescript'
import { exceptions } from './regular-expressions/exceptions.mjs'
import { isBounded, pumped } from './regular-expressions/pump.mjs'

/** Work of the judge for one expression; steps rather than time, so that a busy machine judges alike. */
const judgeLimits = { maxSteps: 5_000, maxScore: 500, timeout: 60_000 }

const { values } = parseArgs({ options: { src: { type: 'string', default: 'src' } } })

/** Every TypeScript file below a folder. */
function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourceFiles(path)
    else if (entry.name.endsWith('.ts')) yield path
  }
}

/** The expressions of a file: literals, `RegExp` of constant text, and `RegExp` of anything else, which has no pattern. */
function expressionsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found = []
  const add = (node, pattern, flags = '') => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    found.push({ file: relative('.', file), line, text: node.getText(), pattern, flags })
  }
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      add(node, node.text.slice(1, end), node.text.slice(end + 1))
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = (node.arguments ?? []).map((argument) =>
        ts.isStringLiteralLike(argument) ? argument.text : undefined,
      )
      const isConstant = pattern !== undefined && (node.arguments.length < 2 || flags !== undefined)
      add(node, isConstant ? pattern : undefined, flags)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Why the judge does not clear an expression; undefined where it does. */
function objection({ pattern, flags }) {
  // Names of groups are unknown to the judge, and a sticky search begins where it is told to.
  const plain = pattern.replace(/\(\?<(?![=!])[^>]*>/g, '(')
  const searched = flags.includes('y') ? `^(?:${plain})` : plain
  const { safe, error } = isSafePattern(searched, {
    ...judgeLimits,
    caseInsensitive: flags.includes('i'),
    unicode: flags.includes('u'),
    dotAll: flags.includes('s'),
    multiLine: flags.includes('m'),
  })
  return safe ? undefined : error
}

const troubles = []
const used = new Set()
let count = 0
let bounded = 0
for (const file of [...sourceFiles(values.src)].sort()) {
  for (const expression of expressionsOf(file)) {
    count++
    const where = `${expression.file}:${expression.line} ${expression.text}`
    const exception = exceptions.find(
      (one) => one.file === expression.file && expression.text.includes(one.holds),
    )
    if (expression.pattern === undefined) {
      if (exception?.built) used.add(exception)
      else
        troubles.push(
          `${where}\n  is built of text that is not constant. Write a literal, or search the text by hand.`,
        )
      continue
    }
    const why = objection(expression)
    if (why === undefined) continue
    if (isBounded(expression) && !pumped(expression)) {
      bounded++
      continue
    }
    if (!exception) {
      troubles.push(
        `${where}\n  may take more than linear time (redos-detector: ${why}). Anchor it, bound its repetitions, or search the text by hand.`,
      )
      continue
    }
    used.add(exception)
    const slow = pumped(expression, exception.longest)
    if (slow) troubles.push(`${where}\n  is slow for ${slow}, though its exception says: ${exception.reason}`)
  }
}
for (const exception of exceptions.filter((one) => !used.has(one))) {
  troubles.push(`The exception of ${exception.file} for "${exception.holds}" is not needed any more.`)
}
for (const trouble of troubles) console.error(trouble)
console.log(
  `${count} regular expressions: ${count - bounded - used.size - troubles.length} cleared by redos-detector, ${bounded} of bounded length, ${used.size} by exception; ${troubles.length} troubles`,
)
process.exitCode = troubles.length > 0 ? 1 : 0
