import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository, with a slash at the end. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Everything that people read about the project, by its path in the repository. */
export const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** The text of a file of the repository. */
export const read = (path: string) => readFileSync(root + path, 'utf8')

/**
 * A fenced block. The comment before it says where its content comes from:
 * `<!-- code: FILE -->` the whole file, `<!-- code: FILE#PART -->` what stands between `docs: PART` and `docs: end` in it,
 * `<!-- code: FILE numbered -->` the file with line numbers, `<!-- output: COMMAND -->` what the command prints,
 * `<!-- record: FILE#ID -->` the JSON line of that id.
 */
export interface Block {
  document: string
  /** Line of the fence, counted from 1. */
  line: number
  language: string
  text: string
  origin?: { kind: string; of: string }
}

/** The fenced blocks of a document. */
export function blocksOf(document: string): Block[] {
  const lines = read(document).split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; at++) {
    const opening = /^\s*(`{3,})(\w*)$/.exec(lines[at] ?? '')
    if (!opening) continue
    const [, fence = '', language = ''] = opening
    const end = lines.findIndex((line, index) => index > at && line.trim() === fence)
    if (end < 0) throw new Error(`${document}:${at + 1}: the block has no end`)
    const comment = /^<!-- (code|output|record): (.+) -->$/.exec(lines[at - 1] ?? '')
    blocks.push({
      document,
      line: at + 1,
      language,
      text: lines.slice(at + 1, end).join('\n'),
      ...(comment && { origin: { kind: comment[1] ?? '', of: comment[2] ?? '' } }),
    })
    at = end
  }
  return blocks
}

/** The document without its blocks. */
export function proseOf(document: string): string {
  return read(document).replace(/^\s*(`{3,})\w*\n[\s\S]*?\n\s*\1$/gm, '')
}

/** What the block of an origin `code` must show. */
export function sourceOf(of: string): string {
  const [name = '', numbered] = of.split(' ')
  const [file = '', part] = name.split('#')
  const text = read(file)
  if (part !== undefined) {
    const start = text.search(new RegExp(`^.*docs: ${part}$`, 'm'))
    const end = text.indexOf('docs: end', start)
    if (start < 0 || end < 0) throw new Error(`${file} has no part "${part}"`)
    const whole = text.slice(text.indexOf('\n', start) + 1, text.lastIndexOf('\n', end))
    return whole.trimEnd()
  }
  if (numbered === undefined) return text.trimEnd()
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(2)}  ${line}`)
    .join('\n')
}
