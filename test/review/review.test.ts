import { beforeAll, describe, expect, it } from 'vitest'
import { Rescue } from '../../src/index.js'
import {
  baselineText,
  changesOfDiff,
  confirmFindings,
  emptyBaseline,
  extendBaseline,
  failing,
  parseBaseline,
  parseFailOn,
  type Review,
  reviewChanges,
  withoutKnown,
} from '../../src/review/index.js'
import { smallKnowledge } from '../support/knowledge.js'

/** A diff that adds files. */
const adds = (files: Record<string, string>) =>
  Object.entries(files)
    .map(([file, text]) => {
      const lines = text.trimEnd().split('\n')
      return `--- /dev/null\n+++ b/${file}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`
    })
    .join('')

const query =
  'import sqlite3\n\ndef find_user(db, email):\n    """Look up a customer by e-mail in the SQL database."""\n    cursor = db.cursor()\n    cursor.execute(f"SELECT * FROM users WHERE email = \'{email}\'")\n    return cursor.fetchone()\n'
const sum =
  'def total(prices):\n    result = 0\n    for price in prices:\n        result += price\n    return result\n'

let rescue: Rescue
let review: Review
beforeAll(async () => {
  rescue = await Rescue.create({ knowledge: await smallKnowledge() })
  review = await reviewChanges(rescue, await changesOfDiff(adds({ 'a.py': query, 'b.py': sum })))
})

describe('reviewChanges', () => {
  it('finds the knowledge for a changed function, with the calls that speak for it', () => {
    expect(review.findings.map(({ cwe, file, function: name }) => [cwe, file, name])).toEqual([
      ['CWE-89', 'a.py', 'find_user'],
    ])
    const [finding] = review.findings
    expect(finding?.calls).toContainEqual({ qualified: 'cursor.execute', line: 6 })
    expect(finding?.guidelines.length).toBeGreaterThan(0)
    expect(finding?.guidelines.length).toBeLessThanOrEqual(3)
    expect(finding?.example?.language).toBe('python')
  })

  it('names the other weaknesses that are possible, and its own not among them', () => {
    const others = review.findings[0]?.others.map(({ cwe }) => cwe) ?? []
    expect(others.length).toBeGreaterThan(0)
    expect(others).not.toContain('CWE-89')
  })

  it('has nothing to say about a function that has no security side', () => {
    expect(review.functions).toBe(2)
    expect(review.findings.filter(({ file }) => file === 'b.py')).toEqual([])
  })

  it('stops when the signal says so', async () => {
    const changes = await changesOfDiff(adds({ 'a.py': query }))
    await expect(reviewChanges(rescue, changes, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    })
  })
})

describe('baseline', () => {
  const again = async (files: Record<string, string>) =>
    reviewChanges(rescue, await changesOfDiff(adds(files)))

  it('keeps a finding quiet wherever its function moves, also when it is edited', async () => {
    const baseline = parseBaseline(baselineText(extendBaseline(emptyBaseline, review.findings)), 'x.json')
    expect(withoutKnown(review, baseline)).toMatchObject({ findings: [], known: 1 })
    const moved = await again({ 'a.py': `# moved\n\n${query.replace('fetchone', 'fetchall')}` })
    expect(withoutKnown(moved, baseline)).toMatchObject({ findings: [], known: 1 })
  })

  it('lets a finding of another function or file through', async () => {
    const baseline = extendBaseline(emptyBaseline, review.findings)
    const other = await again({ 'a.py': query.replace('find_user', 'find_client'), 'c.py': query })
    expect(withoutKnown(other, baseline).findings).toHaveLength(2)
  })

  it('counts the second function of the same name as its own', async () => {
    const twice = await again({ 'a.py': `${query}\n${query.replace('import sqlite3\n', '')}` })
    expect(withoutKnown(twice, extendBaseline(emptyBaseline, review.findings)).findings).toHaveLength(1)
  })

  it('is written the same whatever the order, keeps what it had, and has no entry twice', async () => {
    const more = await again({ 'c.py': query, 'b.py': query })
    const once = extendBaseline(extendBaseline(emptyBaseline, review.findings), more.findings)
    const other = extendBaseline(
      extendBaseline(extendBaseline(emptyBaseline, more.findings), review.findings),
      more.findings,
    )
    expect(baselineText(once)).toBe(baselineText(other))
    expect(once.findings.map(({ file }) => file)).toEqual(['a.py', 'b.py', 'c.py'])
  })

  it.each(['', '{}', '[]', '{"format":"rescue-rag-baseline","version":2,"findings":[]}'])(
    'refuses the file %j',
    (text) => {
      expect(() => parseBaseline(text, 'x.json')).toThrow(
        expect.objectContaining({ code: 'MALFORMED_RECORD' }),
      )
    },
  )
})

describe('fail-on', () => {
  it.each([
    ['none', 0],
    ['any', 1],
    ['CWE-89', 1],
    ['79, cwe-89', 1],
    ['CWE-22', 0],
    ['confirmed', 0],
  ])('%s counts %i of one SQL finding', (text, count) => {
    expect(failing(review.findings, parseFailOn(text))).toHaveLength(count)
  })

  it('refuses anything else', () => {
    expect(() => parseFailOn('high')).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
    expect(() => parseFailOn('CWE-89,')).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })
})

describe('confirmFindings', () => {
  const policy = { retries: 0 }
  const answering = (answer: string) => ({ invoke: async () => answer })

  it('adds what a model says, and shows it the code', async () => {
    let asked = ''
    const model = {
      invoke: async (messages: { content: string }[]) => {
        asked = messages.map(({ content }) => content).join('\n')
        return 'Sure.\n```json\n{"present": "yes", "reason": "Line 4 formats the e-mail into the SQL text."}\n```'
      },
    }
    const [confirmed] = await confirmFindings(model, review.findings, { policy })
    expect(confirmed?.opinion).toEqual({
      present: 'yes',
      reason: 'Line 4 formats the e-mail into the SQL text.',
    })
    expect(asked).toContain('cursor.execute(f"SELECT')
    expect(failing([confirmed!], parseFailOn('confirmed'))).toHaveLength(1)
  })

  it.each(['I think so', '{"present": "perhaps", "reason": "x"}', '}{'])(
    'takes the answer %j for unclear',
    async (answer) => {
      const [confirmed] = await confirmFindings(answering(answer), review.findings, { policy })
      expect(confirmed?.opinion?.present).toBe('unclear')
    },
  )

  it('keeps a finding whose call fails, and fails itself only where all do', async () => {
    let calls = 0
    const model = {
      invoke: async () => {
        if (calls++ === 0) throw new Error('no')
        return '{"present":"no","reason":"Bound."}'
      },
    }
    const two = [review.findings[0]!, review.findings[0]!]
    const opinions = (await confirmFindings(model, two, { policy, concurrency: 1 })).map(
      ({ opinion }) => opinion?.present,
    )
    expect(opinions).toEqual(['unclear', 'no'])
    const broken = { invoke: () => Promise.reject(new Error('no')) }
    await expect(confirmFindings(broken, two, { policy })).rejects.toMatchObject({ code: 'MODEL_FAILED' })
  })

  it('ends with ABORTED where it is stopped after an answer', async () => {
    const controller = new AbortController()
    let calls = 0
    const model = {
      invoke: async () => {
        if (++calls === 2) controller.abort()
        return '{"present":"no","reason":"Bound."}'
      },
    }
    const two = [review.findings[0]!, review.findings[0]!]
    const stopped = confirmFindings(model, two, { policy: { signal: controller.signal }, concurrency: 1 })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
