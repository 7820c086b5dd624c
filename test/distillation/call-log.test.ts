import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileCallLog } from '../../src/distillation/call-log.js'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'rescue-')), 'deep', 'calls.jsonl')

describe('FileCallLog', () => {
  it('gives another process the answers that were put', () => {
    const file = newFile()
    new FileCallLog(file).put('k', 'line one\nline "two" \u{1F512}')
    expect(new FileCallLog(file).get('k')).toBe('line one\nline "two" \u{1F512}')
    expect(new FileCallLog(file).get('other')).toBeUndefined()
  })

  it('drops a line that a crash cut off, and goes on after the last whole one', () => {
    const file = newFile()
    const log = new FileCallLog(file)
    log.put('a', 'first \u{1F512}')
    log.put('b', 'second')
    truncateSync(file, readFileSync(file).length - 4)
    const resumed = new FileCallLog(file)
    expect([resumed.get('a'), resumed.get('b')]).toEqual(['first \u{1F512}', undefined])
    resumed.put('b', 'again')
    const again = new FileCallLog(file)
    expect([again.get('a'), again.get('b'), again.size]).toEqual(['first \u{1F512}', 'again', 2])
  })

  it('passes over a damaged line', () => {
    const file = newFile()
    new FileCallLog(file).put('a', 'first')
    appendFileSync(file, '{"key": 3}\nnull\n')
    expect(new FileCallLog(file).size).toBe(1)
  })

  it('keeps what comes after damaged bytes and a line that was cut off', () => {
    const file = newFile()
    new FileCallLog(file).put('a', 'first')
    appendFileSync(file, Buffer.concat([Buffer.alloc(40, 0xff), Buffer.from('\n{"key": "b", "ans')]))
    new FileCallLog(file).put('b', 'second')
    const again = new FileCallLog(file)
    expect([again.get('a'), again.get('b')]).toEqual(['first', 'second'])
  })

  it('leaves nothing behind when removed', () => {
    const file = newFile()
    const log = new FileCallLog(file)
    log.put('a', 'first')
    log.remove()
    expect(new FileCallLog(file).size).toBe(0)
  })

  it('leaves no empty file behind', () => {
    const file = newFile()
    const log = new FileCallLog(file)
    log.requireWritable()
    log.close()
    expect(existsSync(file)).toBe(false)
    log.put('a', 'first')
    log.close()
    expect(new FileCallLog(file).get('a')).toBe('first')
  })

  it('says that it cannot be written before there is an answer to lose', () => {
    const file = newFile()
    const log = new FileCallLog(file)
    writeFileSync(dirname(file), 'a file where the directory should be')
    const unwritable = expect.objectContaining({ code: 'FILE_UNWRITABLE', file })
    expect(() => log.requireWritable()).toThrow(unwritable)
  })

  it('writes what could not be written before, also behind a line that was written in part', () => {
    const file = newFile()
    const log = new FileCallLog(file)
    writeFileSync(dirname(file), 'a file where the directory should be')
    for (const key of ['a', 'b']) expect(() => log.put(key, `${key}!`)).toThrow(/cannot be written/)
    rmSync(dirname(file))
    mkdirSync(dirname(file))
    writeFileSync(file, '{"key":"a","ans')
    log.put('c', 'c!')
    const again = new FileCallLog(file)
    expect(['a', 'b', 'c'].map((key) => again.get(key))).toEqual(['a!', 'b!', 'c!'])
  })

  it.each(['before', 'after'])('does not follow a link that was there %s it was opened', (moment) => {
    const file = newFile()
    mkdirSync(dirname(file))
    const other = join(dirname(file), 'settings')
    writeFileSync(other, 'mine')
    const use = () => {
      const log = new FileCallLog(file)
      if (moment === 'after') symlinkSync(other, file)
      log.put('a', 'first')
    }
    if (moment === 'before') symlinkSync(other, file)
    expect(use).toThrow(expect.objectContaining({ name: 'RescueError' }))
    expect(readFileSync(other, 'utf8')).toBe('mine')
  })
})
