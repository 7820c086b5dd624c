/** Longest rule or cause that is taken, in characters: more is an essay, not an item of a list. */
const maxItemLength = 800

const marker = /^\s*(?:[-*+•‣▪–—]|\(?(?:\d{1,3}|[a-z])[.)])\s/i
const checkBox = /^\[[ x]\]\s/i
const refusal = /^(?:i(?:'|’)?m sorry|i am sorry|sorry,|i (?:cannot|can(?:'|’)t|am unable)|as an ai\b)/i

/**
 * The items of a list in a model's answer, in whatever style it came: bullets, numbers, letters, check boxes, a JSON array, in a
 * fence or not, under headings, with an introduction; or plain paragraphs where there is no list. Thinking, emphasis and
 * repetitions are left out.
 *
 * @returns an empty array where the answer holds nothing that can be used
 */
export function answerItems(answer: string): string[] {
  const text = withoutThoughts(answer)
    .replace(/^\s*```[^\n]*$/gm, '')
    .trim()
  if (refusal.test(text)) return []
  const items = jsonItems(text) ?? listItems(text)
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

function jsonItems(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed.filter((item) => typeof item === 'string') : undefined
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
  let open = false
  for (const line of lines) {
    const mark = marker.exec(line)?.[0]
    if (mark !== undefined) {
      const item = line.slice(mark.length).trim().replace(checkBox, '')
      // A bullet that only names a group has its rules below it.
      open = !isHeading(item)
      if (open) items.push(item)
    } else if (line.trim() === '' || isHeading(line)) open = false
    else if (open) items.push(`${items.pop()} ${line.trim()}`)
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
