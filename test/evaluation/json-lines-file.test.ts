import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { JsonLinesFile } from '../../src/evaluation/json-lines-file.js'
import { namespacesAvailable } from './support/namespaces.js'

const contained = await namespacesAvailable()

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rescue-lines-'))
  path = join(folder, 'deeper', 'lines.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const valuesOf = async (file: JsonLinesFile) => {
  const values: unknown[] = []
  for await (const { value } of file.read()) values.push(value)
  return values
}

describe('a file of JSON lines', () => {
  it('does not exist before the first line, and holds lines in the order in which they were appended', async () => {
    const file = new JsonLinesFile(path)
    expect(await valuesOf(file)).toEqual([])
    const values = Array.from({ length: 50 }, (_, i) => ({ i, text: 'ü☃\u2028\n'.repeat(i * 100) }))
    await Promise.all(values.map((value) => file.append(value)))
    expect(await valuesOf(new JsonLinesFile(path))).toEqual(values)
  })

  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
    'loses nothing but a last line that was cut off, of %d bytes',
    async (length) => {
      const file = new JsonLinesFile(path)
      await file.append('kept')
      const whole = readFileSync(path)
      writeFileSync(path, Buffer.concat([whole, Buffer.alloc(length, 'x')]))
      expect(await valuesOf(file)).toEqual(['kept'])
      expect(readFileSync(path)).toEqual(whole)
    },
  )

  it('is empty where its only line was cut off', async () => {
    const file = new JsonLinesFile(join(folder, 'one.jsonl'))
    writeFileSync(file.path, `"${'x'.repeat(100_000)}`)
    expect(await valuesOf(file)).toEqual([])
    await file.append('new')
    expect(await valuesOf(file)).toEqual(['new'])
  })

  it('names a line that is no JSON', async () => {
    const file = new JsonLinesFile(join(folder, 'bad.jsonl'))
    writeFileSync(file.path, '1\n\nnonsense\n2\n')
    await expect(valuesOf(file)).rejects.toMatchObject({ code: 'MALFORMED_RECORD', file: file.path, line: 3 })
  })

  it('that cannot be written is an error for the line, each time', async () => {
    writeFileSync(join(folder, 'deeper'), 'a file in the place of the folder')
    const file = new JsonLinesFile(path)
    for (const value of [1, 2]) {
      await expect(file.append(value)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', file: path })
    }
  })

  it.skipIf(!contained)('goes on behind a line that the disk was too full for', async () => {
    const script = fileURLToPath(new URL('support/append-on-full-disk.ts', import.meta.url))
    const smallDisk = 'mount -t tmpfs -o size=64k tmpfs "$1" && shift && exec "$@"'
    const { stdout } = await promisify(execFile)('unshare', [
      ...['--user', '--map-root-user', '--mount', 'sh', '-c', smallDisk, 'sh', folder],
      ...[process.execPath, '--import', 'tsx', script, path],
    ])
    expect(JSON.parse(stdout)).toEqual({
      codes: ['written', 'FILE_UNWRITABLE', 'written'],
      values: ['first', 'last'],
    })
  })
})
