import { RescueError } from '../errors.js'
import { canonicalLanguage } from '../languages/index.js'
import { type FencedBlock, splitFences } from './fenced-blocks.js'

/**
 * Takes the code out of a model's answer. Reasoning in a leading `<think>` block is dropped. Of several fenced blocks the
 * largest in the wanted language is taken, else the largest without a language, else the largest that is no shell
 * command; a fence that is never closed reaches to the end. Without any fence, the lines from the first to the last that
 * look like code are taken. Indentation stays.
 *
 * @throws RescueError MODEL_ANSWER where the answer holds no code
 */
export function extractCode(answer: string, language: string): string {
  const text = answer.replace(/\r\n?/g, '\n').replace(/^\s*<think>[\s\S]*?<\/think>/, '')
  const { blocks } = splitFences(text)
  const code = blocks.length > 0 ? bestBlock(blocks, language) : unfencedCode(text)
  if (code === undefined || code.trim() === '') {
    throw new RescueError(
      'MODEL_ANSWER',
      `The chat model's answer holds no ${language} code. Ask again, or try another model.`,
    )
  }
  return code
}

const shellTags = new Set(['bash', 'sh', 'shell', 'console', 'zsh', 'terminal', 'powershell', 'text', 'txt'])

function bestBlock(blocks: FencedBlock[], language: string): string | undefined {
  const wanted = canonicalLanguage(language)
  const choices = [
    blocks.filter(({ tag }) => tag !== '' && canonicalLanguage(tag) === wanted),
    blocks.filter(({ tag }) => tag === ''),
    blocks.filter(({ tag }) => !shellTags.has(tag)),
  ]
  for (const choice of choices) {
    const filled = choice.map(({ code }) => code).filter((code) => code.trim() !== '')
    if (filled.length > 0) return filled.reduce((best, code) => (code.length > best.length ? code : best))
  }
  return undefined
}

/** The lines from the first to the last that look like code; undefined where none does. */
function unfencedCode(text: string): string | undefined {
  const lines = text.split('\n')
  const first = lines.findIndex(looksLikeCode)
  const last = lines.findLastIndex(looksLikeCode)
  return first < 0 ? undefined : lines.slice(first, last + 1).join('\n')
}

const keywords = new Set(
  'def class import from return if elif else for while try except with async await function const let var export switch case struct static void int char public private package func use raise throw'.split(
    ' ',
  ),
)
const BEGINS_CODE = /^\s*(?:#include\b|#define\b|@\w+|\/\/|\/\*|import [\w.]+$|from [\w.]+ import )/
const ENDS_STATEMENT = /[;{}]$/
const CLOSES = /^\s*[)\]}]+[,;]?$/
const ASSIGNS = /^\s*[\w$.[\]'"*&>-]+\s*(?:[-+*/|&]?=(?!=)|:=)\s*\S/
const CALLS = /^\s*[\w$.]+(?:->\w+|::\w+)*\(/

function looksLikeCode(text: string): boolean {
  const line = text.trimEnd()
  const [first = ''] = /^\w+/.exec(line.trimStart()) ?? []
  if (keywords.has(first) && /[:;{}()=]/.test(line) && !/[.!?]$/.test(line)) return true
  return [BEGINS_CODE, ENDS_STATEMENT, CLOSES, ASSIGNS, CALLS].some((pattern) => pattern.test(line))
}
