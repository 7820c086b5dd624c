import { parseJson } from '../text/parse-json.js'

/** Longest rule or cause that is taken, in characters: more is an essay, not an item of a list. */
const maxItemLength = 800

const marker = /^\s*(?:[-*+•‣▪–—]|\(?(?:\d{1,3}|[a-z])[.)])\s/i
/** A line between parts of an answer. */
const rule = /^\s*[-*_]{3,}\s*$/
const checkBox = /^\[[ x]\]\s/i
const refusal = /^(?:i(?:'|’)?m sorry|i am sorry|sorry,|i (?:cannot|can(?:'|’)t|am unable)|as an ai\b)/i

/**
 * The items of a list in a model's answer, in whatever style it came: bullets, numbers, letters, check boxes, JSON, in a fence or
 * not, under headings, with an introduction; or plain paragraphs where there is no list. Thinking, emphasis and repetitions are
 * left out.
 *
 * @returns an empty array where the answer holds nothing that can be used
 */
export function answerItems(answer: string): string[] {
  const said = withoutThoughts(answer).trim()
  const text = said.replace(/^\s*```[^\n]*$/gm, '').trim()
  if (refusal.test(text)) return []
  const items = jsonItems(fenced(said) ?? text) ?? listItems(text)
  const seen = new Set<string>()
  return items.map(clean).filter((item) => {
    const key = item.toLowerCase().replace(/\W+/g, ' ').trim()
    if (seen.has(key) || item.length > maxItemLength || key.split(' ').length < 3) return false
    seen.add(key)
    return true
  })
}

/** Without what stands between `<think>` or `<thinking>` and its end. */
function withoutThoughts(answer: string): string {
  const [said = '', ...thoughts] = answer.split(/<think(?:ing)?>/i)
  const behind = thoughts.map((thought) => {
    const end = /<\/think(?:ing)?>/i.exec(thought)
    return end ? thought.slice(end.index + end[0].length) : thought
  })
  return [said, ...behind].join('')
}

/** What the first fence holds. */
function fenced(text: string): string | undefined {
  const [, opened] = text.split(/^\s*```[^\n]*$/m, 2)
  return opened?.trim()
}

/** The texts of a list in JSON, which may be within an object (`{"rules": [...]}`) or of objects (`[{"rule": "..."}]`). */
function jsonItems(text: string): string[] | undefined {
  if (!/^[[{]/.test(text)) return undefined
  try {
    const parsed = parseJson(text)
    const list = Array.isArray(parsed) ? parsed : Object.values(parsed as object).find(Array.isArray)
    return list?.flatMap((item: unknown) => {
      const texts = typeof item === 'object' && item !== null ? Object.values(item) : [item]
      return texts.find((one): one is string => typeof one === 'string') ?? []
    })
  } catch {
    return undefined
  }
}

function listItems(text: string): string[] {
  const lines = text.split(/\r?\n/)
  if (!lines.some((line) => marker.test(line))) {
    return paragraphs(lines).filter((paragraph) => !isHeading(paragraph))
  }
  const items: string[] = []
  /** What the next line may go on with. */
  let open: 'item' | 'title' | undefined
  for (const line of lines) {
    const mark = marker.exec(line)?.[0]
    if (mark !== undefined) {
      const item = line.slice(mark.length).trim().replace(checkBox, '')
      // A bullet that only names a group has its rules below it.
      open = isHeading(item) ? 'title' : 'item'
      if (open === 'item') items.push(item)
    } else if (line.trim() === '' || rule.test(line) || isHeading(line)) open = undefined
    else if (open === 'title' && /^\s/.test(line)) {
      items.push(line.trim())
      open = 'item'
    } else if (open === 'item' && (/^\s/.test(line) || !/[.!?]$/.test(items.at(-1)!))) {
      items.push(`${items.pop()} ${line.trim()}`)
    } else open = undefined
  }
  return items
}

/** Runs of lines between empty ones; a line that begins with a capital or code begins a new one. */
function paragraphs(lines: readonly string[]): string[] {
  const found: string[] = []
  let open = false
  for (const line of lines) {
    if (line.trim() === '') open = false
    else if (open && !/^[A-Z`]/.test(line)) found.push(`${found.pop()}\n${line}`)
    else {
      found.push(line)
      open = true
    }
  }
  return found
}

function isHeading(text: string): boolean {
  const bare = text.trim().replace(/[*_]{1,4}$/, '')
  return bare.startsWith('#') || bare.endsWith(':') || /^\*\*[^*]+\*\*:?$/.test(text.trim())
}

function clean(item: string): string {
  return item
    .replace(/\*\*|__(?=\S)|(?<=\S)__(?!\w)/g, (mark) => (mark === '**' ? '' : mark))
    .replace(/^"|"$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
