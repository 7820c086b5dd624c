import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InMemoryTransport } from '@modelcontextprotocol/server'
import fc from 'fast-check'
import { extractCode } from '../../../src/analysis/index.js'
import { readTasks } from '../../../src/cli/tasks.js'
import { answerItems } from '../../../src/distillation/answer-list.js'
import { namedApis } from '../../../src/distillation/grounding.js'
import { digestOf } from '../../../src/evaluation/canonical-json.js'
import { Cassette, findingsFormats, parseFindings, readBenchmark } from '../../../src/evaluation/index.js'
import { FileCallLog, Rescue, RescueError } from '../../../src/index.js'
import { createMcpServer } from '../../../src/integrations/mcp/index.js'
import { readOpinion } from '../../../src/review/confirm.js'
import {
  changesOfDiff,
  parseBaseline,
  reviewAnnotations,
  reviewChanges,
  reviewJson,
  reviewMarkdown,
  reviewSarif,
} from '../../../src/review/index.js'
import { readCoverage } from '../../../src/slicing/index.js'
import { sampleBase } from '../../knowledge/sample-base.js'
import { hostileTexts, hostileValues, mutatedJson, mutatedJsonText, mutatedText } from '../mutations.js'
import { silentTerminal } from '../silent-terminal.js'
import { ensure, type FuzzTarget, target } from '../target.js'

const lcov =
  'TN:\nSF:src/a.py\nFN:1,f\nDA:1,1\nDA:2,0\nDA:3,12\nLF:3\nend_of_record\nSF:b.js\nDA:9,1\nend_of_record\n'
const istanbul = {
  '/a.js': {
    path: '/a.js',
    statementMap: { 0: { start: { line: 1, column: 0 }, end: { line: 2, column: null } } },
    s: { 0: 3 },
    fnMap: {},
    f: {},
  },
}
const coveragePy = {
  meta: { version: '7' },
  files: { 'a.py': { executed_lines: [1, 2], missing_lines: [3] } },
  totals: {},
}

const reports: Record<string, unknown> = {
  sarif: {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'x', rules: [{ id: 'r', properties: { tags: ['external/cwe/cwe-089'] } }] } },
        results: [
          {
            ruleId: 'r/1',
            ruleIndex: 0,
            message: { text: 'm' },
            locations: [{ physicalLocation: { region: { startLine: 3 } } }],
          },
        ],
      },
    ],
  },
  bandit: {
    errors: [],
    results: [{ test_id: 'B1', issue_text: 'm', line_number: 2, issue_cwe: { id: 89 } }],
  },
  semgrep: {
    errors: [{ message: 'e' }],
    results: [
      { check_id: 'c', start: { line: 1 }, extra: { message: 'm', metadata: { cwe: ['CWE-89: x'] } } },
    ],
  },
  eslint: [{ filePath: 'a', messages: [{ ruleId: 'r', message: 'm', line: 1 }] }],
}
const textReports = [
  'File,Line,Column,Level,Category,Name,Warning,CWEs\na.c,3,1,4,buffer,strcpy,"Does not, check",CWE-120\n',
  'a.c:3:1: warning: use after free [CWE-416] [-Wanalyzer-use-after-free]\na.c:9:1: error: expected x\n',
]

const diff = `diff --git a/src/a.py b/src/a.py
--- a/src/a.py
+++ b/src/a.py
@@ -1,3 +1,4 @@
 def f(cur, n):
-    pass
+    q = "select " + n
+    cur.execute(q % n)
     return 1
`

const problem = {
  id: 'p',
  language: 'python',
  cwe: 'CWE-89',
  code: 'def f(x):\n',
  functional: { command: 'true' },
  security: [
    { kind: 'exploit', command: 'true' },
    { kind: 'findings', command: 'true', format: 'sarif', cwes: ['CWE-89'] },
  ],
  files: { 'test.py': 'pass' },
  references: { secure: 'x' },
}
const humanEval = {
  task_id: 'H/0',
  prompt: 'def f():\n',
  entry_point: 'f',
  test: 'def check(c): pass',
  canonical_solution: '    pass\n',
}

const answers = [
  'Here:\n\n```python\ndef f(x):\n    return x\n```\nDone.',
  '<think>hm</think>\n1. Use `execute()` with values.\n2) [x] Bind `cursor.execute` parameters here.\n- **Never** build SQL text.',
  '["Use a list of rules.", "And a second rule."]',
  '{"present": "yes", "reason": "It is there."}',
]

/** A recording of one answer, whose key is right. */
const cassetteLine = JSON.stringify({
  key: digestOf({ model: { name: 'm' }, sample: 0, messages: [{ role: 'user', content: 'x' }] }),
  model: { name: 'm' },
  sample: 0,
  messages: [{ role: 'user', content: 'x' }],
  answer: 'a',
  usage_metadata: { input_tokens: 1, output_tokens: 1 },
  milliseconds: 1,
})

let served: Promise<Rescue> | undefined
const rescueOnce = () => (served ??= Rescue.create({ knowledge: sampleBase() }))

/** Sends messages to a server and waits for as many answers as there are requests with an identifier. */
async function converse(messages: readonly unknown[]): Promise<unknown[]> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const server = createMcpServer({ rescue: await rescueOnce() })
  const answered: unknown[] = []
  let wake = () => {}
  ours.onmessage = (message) => {
    answered.push(message)
    wake()
  }
  await server.connect(theirs)
  await ours.start()
  const initialize = {
    jsonrpc: '2.0',
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  }
  const all = [initialize, { jsonrpc: '2.0', method: 'notifications/initialized' }, ...messages]
  for (const message of all) await ours.send(message as Parameters<typeof ours.send>[0])
  const expected = 1 + messages.length
  const deadline = Date.now() + 10_000
  while (answered.length < expected && Date.now() < deadline) {
    await new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, 200)
    })
  }
  await server.close()
  return answered
}

const toolArguments = fc.oneof(
  mutatedJson([
    { language: 'python', task: 'Look up a user', code: 'x = 1', draft: 'cur.execute(q)', cause: 'SQL' },
    {
      language: 'c',
      code: 'int f(int a) {\n  int b = a;\n  return b;\n}\n',
      lines: [2],
      direction: 'both',
      hops: 2,
    },
  ]),
  fc.record({
    language: hostileValues,
    code: hostileValues,
    lines: fc.array(hostileValues, { maxLength: 3 }),
    hops: hostileValues,
  }),
)

export const protocolTargets: readonly FuzzTarget[] = [
  target({
    name: 'coverage report',
    inputs: fc.oneof(mutatedText([lcov]), mutatedJsonText([istanbul, coveragePy])),
    count: 500,
    async run(text) {
      for (const { executed, missed } of readCoverage(text).values())
        ensure(executed instanceof Set && missed instanceof Set, 'No sets')
    },
  }),
  target({
    name: 'report of a checker (SARIF and others)',
    inputs: fc.record({
      format: fc.constantFrom(...findingsFormats),
      text: fc.oneof(mutatedJsonText(Object.values(reports)), mutatedText(textReports)),
    }),
    count: 600,
    async run({ format, text }) {
      const { findings, unparsed } = parseFindings({ stdout: text, stderr: text }, format)
      for (const { rule, message, cwes } of findings) {
        ensure(typeof rule === 'string' && typeof message === 'string', 'A finding without words')
        ensure(
          cwes.every((cwe) => /^CWE-[1-9]\d*$/.test(cwe)),
          `Types ${cwes.join()}`,
        )
      }
      ensure(
        unparsed.every((reason) => typeof reason === 'string'),
        'A reason without words',
      )
    },
  }),
  target({
    name: 'diff for a review',
    inputs: mutatedText([diff, diff.repeat(2)]),
    count: 250,
    async run(text) {
      const review = await reviewChanges(await rescueOnce(), await changesOfDiff(text))
      JSON.parse(reviewJson(review))
      JSON.stringify(reviewSarif(review))
      reviewMarkdown(review)
      for (const line of reviewAnnotations(review).split('\n'))
        ensure(line === '' || line.startsWith('::notice '), 'A broken annotation')
    },
  }),
  target({
    name: 'baseline of a review',
    inputs: mutatedJsonText([
      {
        format: 'rescue-rag-baseline',
        version: 1,
        findings: [{ fingerprint: 'f', cwe: 'CWE-89', file: 'a.py', function: 'f' }],
      },
    ]),
    count: 300,
    async run(text) {
      parseBaseline(text, 'baseline.json')
    },
  }),
  target({
    name: 'answer of a model',
    inputs: mutatedText(answers),
    count: 500,
    async run(text) {
      answerItems(text).forEach(namedApis)
      try {
        readOpinion(text)
      } catch (thrown) {
        if (!(thrown instanceof RescueError)) throw thrown
      }
      ensure(extractCode(text, 'python').trim() !== '', 'Empty code')
    },
  }),
  target({
    name: 'checkpoint of a build',
    inputs: mutatedText(['{"key":"k","answer":"a"}\n{"key":"l","answer":"b"}\n']),
    count: 200,
    async run(text, folder) {
      const file = join(folder, 'log.jsonl')
      writeFileSync(file, text)
      const log = new FileCallLog(file)
      log.put('new', 'answer')
      log.close()
      ensure(new FileCallLog(file).get('new') === 'answer', 'An answer is lost')
    },
  }),
  target({
    name: 'cassette',
    inputs: fc.oneof(mutatedText([cassetteLine]), mutatedJsonText([JSON.parse(cassetteLine)])),
    count: 200,
    async run(text, folder) {
      const file = join(folder, 'cassette.jsonl')
      writeFileSync(file, `${text}\n`)
      const cassette = await Cassette.open(file, { mode: 'replay', model: { name: 'm' } })
      const { content } = (await cassette.model().invoke([{ role: 'user', content: 'x' }])) as {
        content: string
      }
      ensure(typeof content === 'string', 'An answer that is no text')
    },
  }),
  target({
    name: 'tasks',
    inputs: mutatedText([
      '{"id":"a","language":"python","description":"Look up a user","draft":"cur.execute(q % n)"}\n{"id":2,"language":"C","code":"int f() {\\n"}\n\n{"language":"py","cause":"x"}\n',
    ]),
    count: 150,
    async run(text, folder) {
      writeFileSync(join(folder, 'tasks.jsonl'), text)
      const rescue = await rescueOnce()
      for (const line of await readTasks(join(folder, 'tasks.jsonl'), silentTerminal())) {
        if ('task' in line) await rescue.prompt(line.task)
        else ensure(line.error instanceof RescueError, 'Another error')
      }
    },
  }),
  target({
    name: 'task as an object',
    inputs: mutatedJson([
      {
        id: 'a',
        language: 'python',
        description: 'Look up a user',
        code: 'x',
        cause: 'y',
        draft: 'cur.execute(q)',
      },
    ]),
    count: 250,
    async run(task) {
      await (await rescueOnce()).prompt(task as Parameters<Rescue['prompt']>[0])
    },
  }),
  target({
    name: 'benchmark',
    inputs: fc.oneof(
      mutatedJsonText([problem, humanEval]),
      mutatedJson([problem]).map((one) => `${JSON.stringify(problem)}\n${JSON.stringify(one)}`),
    ),
    count: 400,
    async run(text, folder) {
      writeFileSync(join(folder, 'problems.jsonl'), text)
      const problems = await readBenchmark(join(folder, 'problems.jsonl'))
      for (const { id, language, solutionFile } of problems) {
        ensure(
          [id, language, solutionFile].every((one) => typeof one === 'string'),
          'A problem without its texts',
        )
      }
    },
  }),
  target({
    name: 'MCP request',
    inputs: fc.array(
      fc.record({
        jsonrpc: fc.constant('2.0'),
        id: fc.integer({ min: 1, max: 1_000_000 }),
        method: fc.constantFrom(
          'tools/call',
          'tools/call',
          'tools/call',
          'resources/read',
          'prompts/get',
          'completion/complete',
          'tools/list',
          'nonsense',
        ),
        params: fc.record({
          name: fc.constantFrom('security_context', 'slice', 'secure-code', 'absent', '__proto__'),
          uri: fc.constantFrom(
            'rescue://cwe/89',
            ...hostileTexts.slice(0, 20).map((text) => `rescue://cwe/${text}`),
          ),
          arguments: toolArguments,
        }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    count: 120,
    async run(messages) {
      const distinct = messages.map((message, index) => ({ ...message, id: index + 1 }))
      const answered = await converse(distinct)
      ensure(
        answered.length === distinct.length + 1,
        `${distinct.length + 1} requests, ${answered.length} answers`,
      )
      for (const answer of answered) {
        const said = JSON.stringify(answer)
        ensure(!/\bat \S+ \(?(?:file|node|\/)/.test(said), `A stack trace: ${said.slice(0, 300)}`)
      }
    },
  }),
]
