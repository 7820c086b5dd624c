import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decoded, readTextFile, readTextStream } from '../../src/text/read-text.js'

const text = 'größe = "\u{1F512}"\r\nend'
const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
const utf8WithMark = Buffer.from(`\uFEFF${text}`)

/** A stream that breaks characters apart. */
async function* bytewise(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, 2)
  for (const byte of bytes.subarray(2)) yield Buffer.from([byte])
}

describe('a text from outside', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', utf8WithMark],
    ['UTF-16, as Windows PowerShell writes it', utf16],
  ])('is decoded from %s, without the mark', async (_, bytes) => {
    const file = join(mkdtempSync(join(tmpdir(), 'rescue-')), 'text')
    writeFileSync(file, bytes)
    expect(await readTextFile(file)).toBe(text)
    expect(await readTextStream(bytewise(bytes), 'It')).toBe(text)
  })

  it('keeps a mark that does not begin it, and shows bytes that are no text', async () => {
    const parts: string[] = []
    for await (const part of decoded(bytewise(Buffer.from([0x61, 0xef, 0xbb, 0xbf, 0xff])), 'It'))
      parts.push(part)
    expect(parts.join('')).toBe('a\uFEFF\uFFFD')
  })

  it('may come as strings', async () => {
    const strings = async function* () {
      yield 'a'
      yield 'b'
    }
    expect(await readTextStream(strings(), 'It')).toBe('ab')
  })

  it('is refused where it is compressed', async () => {
    await expect(readTextStream(bytewise(gzipSync('a')), 'Standard input')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'Standard input is compressed. Unpack it first.',
    })
  })

  it('says what is wrong with a path', async () => {
    await expect(readTextFile('/nowhere')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      file: '/nowhere',
    })
    await expect(readTextFile(tmpdir())).rejects.toThrow(/is a directory/)
  })
})
