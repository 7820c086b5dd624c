import { appendFileSync, mkdtempSync, readFileSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
})
