import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  HashedEmbeddings,
  loadKnowledgeBase,
  loadKnowledgePatches,
  Rescue,
  saveKnowledgeBase,
} from '../../../src/index.js'
import { inspectPage } from '../../../src/pages/index.js'
import { sampleBase } from '../../knowledge/sample-base.js'
import { hostileTexts, hostileValues } from '../mutations.js'
import { ensure, type FuzzTarget, target } from '../target.js'

const files = [
  'manifest.json',
  'weaknesses.jsonl',
  'causes.jsonl',
  'guidelines.jsonl',
  'tasks.jsonl',
  'examples.jsonl',
  'patches.jsonl',
  'reviews.jsonl',
  'vectors/0.bin',
]

/** What is done to one file of a base. */
const damage = fc.record({
  file: fc.constantFrom(...files),
  kind: fc.constantFrom(
    'value',
    'value',
    'value',
    'value',
    'text',
    'delete',
    'double',
    'truncate',
    'directory',
    'link',
    'copy',
    'key',
  ),
  pick: fc.nat(10_000),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  value: hostileValues,
  text: fc.constantFrom(...hostileTexts),
  other: fc.constantFrom(...files),
})
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

/** Writes a base with fixes, reviews and vectors. */
async function writeBase(dir: string): Promise<void> {
  const base = sampleBase({
    reviews: [
      {
        about: 'guideline',
        cwe: 'CWE-89',
        text: 'Bind values.',
        decision: 'edit',
        replacement: 'Bind them.',
      },
      { about: 'example', id: 'two', decision: 'edit', replacement: { cause: 'It leaves the folder.' } },
    ],
  })
  const vectors = [await base.vectors(new HashedEmbeddings())]
  const patch = { id: 'one', language: 'python', cwe: 'CWE-89', before: 'a(b)\n', after: 'c(b)\n' }
  saveKnowledgeBase(base, dir, { patches: [patch], vectors })
}

function inflict(dir: string, { file, kind, pick, at, value, text, other }: Damage): void {
  const path = join(dir, file)
  if (!existsSync(path) || !statSync(path).isFile()) return
  const content = readFileSync(path)
  if (kind === 'delete') rmSync(path)
  else if (kind === 'truncate') truncateSync(path, Math.floor(at * content.length))
  else if (kind === 'directory') {
    rmSync(path)
    mkdirSync(path)
  } else if (kind === 'link') {
    rmSync(path)
    symlinkSync(text.startsWith('/') ? text : '/etc/hostname', path)
  } else if (kind === 'copy' && existsSync(join(dir, other)) && statSync(join(dir, other)).isFile())
    copyFileSync(join(dir, other), path)
  else if (kind === 'double') writeFileSync(path, Buffer.concat([content, content]))
  else if (kind === 'text') {
    const cut = Math.floor(at * content.length)
    writeFileSync(path, Buffer.concat([content.subarray(0, cut), Buffer.from(text), content.subarray(cut)]))
  } else if ((kind === 'value' || kind === 'key') && !file.endsWith('.bin')) {
    writeFileSync(
      path,
      withValue(content.toString('utf8'), {
        isLines: file.endsWith('l'),
        pick,
        value,
        rename: kind === 'key',
        name: text,
      }),
    )
  }
}

/** A JSON file in which one value is another, or one key. */
function withValue(
  content: string,
  {
    isLines,
    pick,
    value,
    rename,
    name,
  }: { isLines: boolean; pick: number; value: unknown; rename: boolean; name: string },
): string {
  let documents: unknown[]
  try {
    documents = (isLines ? content.split('\n').filter(Boolean) : [content]).map((line) => JSON.parse(line))
  } catch {
    return content
  }
  const places: [Record<string, unknown>, string][] = []
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key])
      collect((node as Record<string, unknown>)[key])
    }
  }
  documents.forEach(collect)
  const place = places[pick % Math.max(1, places.length)]
  if (!place) return content
  const [parent, key] = place
  if (!rename) parent[key] = value
  else if (!Array.isArray(parent)) {
    Object.defineProperty(parent, name, { value: parent[key], enumerable: true, configurable: true })
    delete parent[key]
  }
  return (
    documents.map((one) => JSON.stringify(one) ?? 'null').join('\n') +
    (isLines && documents.length > 0 ? '\n' : '')
  )
}

/** Puts the digests of the files as they are now into the manifest, as somebody would who makes a hostile base. */
function sign(dir: string): void {
  const path = join(dir, 'manifest.json')
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, { sha256: string }> }
    for (const name of Object.keys(manifest.files)) {
      manifest.files[name]!.sha256 = createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex')
    }
    writeFileSync(path, JSON.stringify(manifest))
  } catch {
    // What it names is gone, or it is no manifest any more.
  }
}

let pristine: Promise<Map<string, Buffer>> | undefined

/** The files of an undamaged base, written once. */
function pristineFiles(folder: string): Promise<Map<string, Buffer>> {
  pristine ??= writeBase(join(folder, 'made')).then(() => {
    const names = readdirSync(join(folder, 'made'), { recursive: true }) as string[]
    const kept = names.filter((name) => statSync(join(folder, 'made', name)).isFile())
    return new Map(kept.map((name) => [name, readFileSync(join(folder, 'made', name))]))
  })
  return pristine
}

export const baseTargets: readonly FuzzTarget[] = [
  target({
    name: 'knowledge base',
    inputs: fc.record({ damages: fc.array(damage, { minLength: 1, maxLength: 3 }), signed: fc.boolean() }),
    count: 400,
    async run({ damages, signed }, folder) {
      const kept = await pristineFiles(folder)
      const dir = join(folder, 'base')
      mkdirSync(join(dir, 'vectors'), { recursive: true })
      for (const [name, content] of kept) writeFileSync(join(dir, name), content)
      for (const one of damages) inflict(dir, one)
      if (signed) sign(dir)
      const base = await loadKnowledgeBase(dir)
      await loadKnowledgePatches(dir)
      // What was let in must serve.
      const rescue = await Rescue.create({ knowledge: base })
      const task = {
        language: 'python',
        description: 'Look up a user by name.',
        draft: 'cur.execute(q % n)\n',
      }
      const prompt = await rescue.prompt(task)
      ensure(prompt.text.includes('Look up a user'), 'A prompt without the task')
      ensure(inspectPage(base, { name: 'x' }).startsWith('<!doctype html>'), 'No page')
      saveKnowledgeBase(base, join(folder, 'again'))
      await loadKnowledgeBase(join(folder, 'again'))
    },
  }),
]
