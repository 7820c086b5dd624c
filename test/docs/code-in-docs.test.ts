import { execFile } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { rescue } from '../support/cli.js'
import { type Block, blocksOf, documents, proseOf, read, root, sourceOf } from './blocks.js'
import { commandsOf, faultOf } from './commands.js'

const run = promisify(execFile)
const blocks = documents.flatMap(blocksOf)
const named = (some: Block[]) => some.map((block) => [`${block.document}:${block.line}`, block] as const)
/** With UPDATE_DOCS=1 (`npm run docs:update`) the document is brought up to date instead. */
function expectText({ document, text }: Block, wanted: string): void {
  if (process.env.UPDATE_DOCS && text !== wanted) {
    writeFileSync(
      root + document,
      read(document).replace(text, () => wanted),
    )
  } else expect(text).toBe(wanted)
}
const from = (kind: string) => named(blocks.filter(({ origin }) => origin?.kind === kind))

describe('blocks of documents', () => {
  it('are cut from files, outputs, commands, JSON or diagrams: nothing stands there that nobody checks', () => {
    const unchecked = blocks.filter(
      ({ origin, language }) => !origin && !['sh', 'json', 'mermaid'].includes(language),
    )
    expect(unchecked.map(({ document, line, language }) => `${document}:${line} ${language}`)).toEqual([])
  })

  it.each(from('code'))('%s shows its file as it is', (_, block) => {
    expectText(block, sourceOf(block.origin?.of ?? ''))
  })

  it.each(from('output'))('%s shows what the command prints', async (_, block) => {
    const [program = '', ...args] = block.origin?.of.split(' ') ?? []
    const { stdout } =
      program === 'rescue'
        ? await rescue(args, { cwd: root })
        : await run(program === 'node' ? process.execPath : program, args, { cwd: root })
    expectText(block, stdout.trimEnd())
  })

  it.each(from('record'))('%s shows the record', (_, { origin, text }) => {
    const [file = '', id] = origin?.of.split('#') ?? []
    const records = read(file)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string })
    expect(JSON.parse(text)).toEqual(records.find((record) => record.id === id))
  })

  it.each(named(blocks.filter(({ language }) => language === 'json')))('%s is JSON', (_, { text }) => {
    const whole = () => JSON.parse(text)
    const lines = () => text.split('\n').map((line) => JSON.parse(line))
    expect(text.startsWith('{\n') ? whole : lines).not.toThrow()
  })
})

describe('commands of documents', async () => {
  const { stdout } = await rescue(['--help'])
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name)
  const helps = new Map<string, string>()
  for (const name of names) {
    const help = await rescue([name, '--help'])
    if (help.code === 0) helps.set(name, help.stdout)
  }
  const faultsOf = (text: string) =>
    commandsOf(text).flatMap((words) => faultOf(words, (name) => helps.get(name)) ?? [])

  it.each(named(blocks.filter(({ language }) => language === 'sh')))(
    '%s names commands, flags, scripts and packages that are there',
    (_, { text }) => {
      expect(commandsOf(text)).not.toEqual([])
      expect(faultsOf(text)).toEqual([])
    },
  )

  it.each(documents)('%s names in its text commands, flags and scripts that are there', (document) => {
    const inline = [
      ...proseOf(document).matchAll(/(?<!`)`((?:[A-Z_]+=\S+ )*(?:npx |npm run |rescue )[^`]+)`(?!`)/g),
    ]
    expect(inline.flatMap(([, code = '']) => faultsOf(code))).toEqual([])
  })

  it('would not pass if they were wrong', () => {
    expect(faultsOf('rescue retrieve --taskz FILE')).toEqual(['--taskz'])
    expect(faultsOf('npx rescue-rag reveiw --json')).toEqual(['rescue reveiw'])
    expect(faultsOf('X=1 npm run bench:nothing && npm install left-pad')).toEqual([
      'npm run bench:nothing',
      'left-pad',
    ])
    expect(faultsOf('npx tsx bench/nothing.ts | curl')).toEqual(['bench/nothing.ts', 'curl'])
  })
})

describe('links', () => {
  it.each(documents)('of %s lead somewhere', (document) => {
    for (const [, target = ''] of proseOf(document).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? document : join(dirname(document), path)
      expect(existsSync(root + file), target).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(file), target).toContain(anchor)
    }
  })

  it.each(documents)('of %s to files in backticks lead somewhere', (document) => {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const known = new Set(folders.map(({ name }) => name).filter((name) => name !== 'dist'))
    for (const [, path = ''] of proseOf(document).matchAll(/`((?:\w[\w.-]*\/)+[\w.-]*)`/g)) {
      if (known.has(path.split('/')[0] ?? '')) expect(existsSync(root + path), path).toBe(true)
    }
  })
})

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(document: string): string[] {
  return [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}
