import fc from 'fast-check'

/** Texts that trouble parsers: structure at the wrong place, control and invisible characters, huge numbers, names of the prototype. */
export const hostileTexts = [
  '',
  '\0',
  '\uFEFF',
  '\uD800',
  '\u202E',
  '\u2028',
  '\r',
  '\n\n',
  '"',
  '\\',
  "'",
  '`'.repeat(40),
  '{',
  '}',
  '[',
  ']'.repeat(9),
  ',',
  ':',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-1',
  '0',
  '1e999',
  '9'.repeat(30),
  '-9007199254740993',
  'CWE-89',
  'CWE-0',
  'CWE-99999999999',
  '../../../etc/passwd',
  '/dev/null',
  'a'.repeat(5_000),
  ' '.repeat(3_000),
  '('.repeat(2_000),
  '<script>alert(1)</script>',
  '@@ -1,999999999 +1 @@',
  '--- a/x.c\n+++ b/x.c\n',
  'diff --git a/x.py b/x.py\n',
  'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n',
  'Binary files a/x and b/x differ\n',
  '%s%n%x',
  '$(id)',
  '-----END',
]

/** Values that stand where another type is expected. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, -0, [], {}, [[]], [null], { length: 3 }, ''),
  fc.constantFrom(...hostileTexts),
  fc.jsonValue({ maxDepth: 3 }),
)

/** An edit of a text: cut, repeat, swap or insert, at places given as shares of its length. */
interface TextEdit {
  kind: 'delete' | 'repeat' | 'insert' | 'truncate' | 'swap-lines' | 'drop-line' | 'number' | 'flip'
  at: number
  length: number
  insert: string
}

const textEdit: fc.Arbitrary<TextEdit> = fc.record({
  kind: fc.constantFrom<TextEdit['kind']>(
    'delete',
    'repeat',
    'insert',
    'truncate',
    'swap-lines',
    'drop-line',
    'number',
    'flip',
  ),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.nat(8), fc.nat(400)),
  insert: fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 20 })),
})

/** One of some valid texts with a few edits. */
export function mutatedText(valid: readonly string[]): fc.Arbitrary<string> {
  const texts = fc.tuple(fc.constantFrom(...valid), fc.array(textEdit, { minLength: 0, maxLength: 5 }))
  return texts.map(([text, edits]) => edits.reduce(edited, text))
}

function edited(text: string, { kind, at, length, insert }: TextEdit): string {
  const from = Math.floor(at * text.length)
  const to = from + length
  if (kind === 'delete') return text.slice(0, from) + text.slice(to)
  if (kind === 'repeat') return text.slice(0, to) + text.slice(from)
  if (kind === 'insert') return text.slice(0, from) + insert + text.slice(from)
  if (kind === 'truncate') return text.slice(0, from)
  if (kind === 'flip') return text.slice(0, from) + insert.slice(0, length) + text.slice(from + insert.length)
  if (kind === 'number') {
    const number = /\d+/.exec(text.slice(from))
    if (!number) return text
    const start = from + number.index
    return text.slice(0, start) + insert + text.slice(start + number[0].length)
  }
  const lines = text.split('\n')
  const line = Math.floor(at * lines.length)
  const other = (line + length) % lines.length
  if (kind === 'drop-line') lines.splice(line, 1)
  else [lines[line], lines[other]] = [lines[other] ?? '', lines[line] ?? '']
  return lines.join('\n')
}

/** Which value of a JSON document is changed, by a number that picks among all of them, and how. */
interface JsonEdit {
  pick: number
  kind: 'replace' | 'delete' | 'rename' | 'wrap' | 'double'
  value: unknown
  name: string
}

const jsonEdit: fc.Arbitrary<JsonEdit> = fc.record({
  pick: fc.nat(10_000),
  kind: fc.constantFrom<JsonEdit['kind']>('replace', 'replace', 'delete', 'rename', 'wrap', 'double'),
  value: hostileValues,
  name: fc.constantFrom('__proto__', 'constructor', 'length', '0', '', 'cwe', 'id', 'text', 'toJSON'),
})

/** One of some valid JSON documents in which a few values have another type, are gone or stand elsewhere. */
export function mutatedJson(valid: readonly unknown[]): fc.Arbitrary<unknown> {
  const documents = fc.tuple(fc.constantFrom(...valid), fc.array(jsonEdit, { minLength: 0, maxLength: 4 }))
  return documents.map(([document, edits]) => edits.reduce(editedJson, structuredClone(document)))
}

function editedJson(document: unknown, { pick, kind, value, name }: JsonEdit): unknown {
  const places: [parent: Record<string, unknown>, key: string][] = []
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key])
      collect((node as Record<string, unknown>)[key])
    }
  }
  collect(document)
  const place = places[pick % Math.max(1, places.length)]
  if (!place) return value
  const [parent, key] = place
  const given = structuredClone(value)
  if (kind === 'replace') parent[key] = given
  else if (kind === 'wrap') parent[key] = [parent[key]]
  else if (kind === 'double' && Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]))
  else if (kind === 'rename' && !Array.isArray(parent))
    Object.defineProperty(parent, name, {
      value: parent[key],
      enumerable: true,
      configurable: true,
      writable: true,
    })
  else if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
  return document
}

/** JSON documents as text, some of them damaged as text, too. */
export function mutatedJsonText(valid: readonly unknown[]): fc.Arbitrary<string> {
  const asText = mutatedJson(valid).map((document) => JSON.stringify(document) ?? 'undefined')
  return fc.oneof(
    { weight: 3, arbitrary: asText },
    { weight: 1, arbitrary: mutatedText(valid.map((document) => JSON.stringify(document))) },
  )
}
