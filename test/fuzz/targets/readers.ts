import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  buildKnowledgeBase,
  readOsvFixes,
  readPatches,
  type SecurityPatch,
  skipReasons,
} from '../../../src/index.js'
import { hostileTexts, mutatedJson, mutatedJsonText, mutatedText } from '../mutations.js'
import { ensure, type FuzzTarget, target } from '../target.js'

const records = [
  {
    id: 'a',
    language: 'python',
    cwe: 'CWE-89',
    before: 'def f(db, n):\n    q = "select " + n\n    return db.execute(q)\n',
    after: 'def f(db, n):\n    q = "select ?"\n    return db.execute(q, (n,))\n',
    cause: 'A name becomes part of the statement.',
  },
  {
    func_name: 'g',
    func_src_before: 'int g(char *s) {\n  char b[8];\n  strcpy(b, s);\n  return b[0];\n}\n',
    func_src_after: 'int g(char *s) {\n  char b[8];\n  snprintf(b, 8, "%s", s);\n  return b[0];\n}\n',
    vul_type: 'cwe-787',
    file_name: 'src/g.c',
    commit_link: 'https://example.org/commit/0123456',
  },
  {
    lang: '.js',
    func_before: 'eval(x)',
    func_after: 'JSON.parse(x)',
    cwe_id: "['CWE-95']",
    commit_id: 'abc',
  },
]

const csv = [
  'id,language,cwe,before,after\na,python,CWE-89,"x = f(""1"")\nreturn x","x = g(1)\nreturn x"\nb,c,79,old(a);,new(a);\n',
  '"func_before","func_after","lang"\n"a\r\nb","c",".c"\r\n"x,y","z","py"\r\n',
]

const diffs = [
  `diff --git a/src/a.py b/src/a.py
index 1111111..2222222 100644
--- a/src/a.py
+++ b/src/a.py
@@ -1,4 +1,4 @@ def f(db, n):
 def f(db, n):
-    q = "select " + n
+    q = "select ?"
     return q
 
@@ -20,2 +20,3 @@
 a = 1
+b = 2
 c = 3
diff --git a/img.png b/img.png
Binary files a/img.png and b/img.png differ
diff --git "a/caf\\303\\251.js" "b/caf\\303\\251.js"
--- "a/caf\\303\\251.js"
+++ "b/caf\\303\\251.js"
@@ -1 +1 @@
-eval(x)
+JSON.parse(x)
\\ No newline at end of file
`,
  `--- old/a.c	2024-01-01
+++ new/a.c	2024-01-02
@@ -3,3 +3,3 @@
 int n;
-strcpy(b, s);
+snprintf(b, 8, "%s", s);
 return n;
Index: b.c
--- b.c
+++ /dev/null
@@ -1,1 +0,0 @@
---- x
`,
  `From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001
From: A <a@example.org>
Date: Mon, 1 Jan 2024 00:00:00 +0000
Subject: [PATCH] Fix CWE-22: path traversal in
 the archive

The name was joined.
---
 app.js | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/app.js b/app.js
--- a/app.js
+++ b/app.js
@@ -1,3 +1,3 @@
 const name = req.query.name
-open(join(root, name))
+open(join(root, basename(name)))
 done()
-- 
2.40.1
`,
]

/** Reads a path, checks every outcome, and builds a base of what came. */
async function readAndBuild(path: string): Promise<void> {
  const patches: SecurityPatch[] = []
  for await (const outcome of readPatches(path)) {
    if (outcome.kind === 'skipped') {
      const { reason, detail, file } = outcome.skipped
      ensure(Object.hasOwn(skipReasons, reason), `An unknown reason ${reason}`)
      ensure(
        typeof detail === 'string' && detail.length < 5_000 && typeof file === 'string',
        'A report without words',
      )
    } else if (outcome.kind === 'patch') {
      const { id, language, before, after, cwe } = outcome.patch
      for (const text of [id, language, before, after])
        ensure(typeof text === 'string', 'A patch without its texts')
      ensure(before !== after, 'A patch without a change')
      ensure(cwe === undefined || /^CWE-[1-9]\d{0,4}$/.test(cwe), `A patch with the type ${cwe}`)
      patches.push(outcome.patch)
    }
  }
  const { base, report } = await buildKnowledgeBase(patches)
  ensure(report.read === patches.length, 'The build lost a fix')
  JSON.stringify([base.weaknesses, base.examples, report])
}

const fileTarget = (name: string, file: string, inputs: fc.Arbitrary<string>): FuzzTarget =>
  target({
    name,
    inputs,
    count: 250,
    async run(text, folder) {
      writeFileSync(join(folder, file), text)
      await readAndBuild(join(folder, file))
    },
  })

const jsonLines = fc
  .array(fc.oneof(mutatedJson(records), fc.constantFrom<unknown>(...records)), { maxLength: 4 })
  .map((list) => list.map((one) => `${JSON.stringify(one)}\n`).join(''))

/** A commit for `git fast-import`: names and contents as they come. */
const commits = fc.array(
  fc.record({
    message: fc.oneof(
      mutatedText(['Fix SQL injection in search\n\nCWE-89', 'security fix (CVE-2024-1234)']),
      fc.constant('Prevent XSS'),
    ),
    path: fc.oneof(
      fc.constantFrom(
        'a.py',
        'src/b.c',
        'x/y.js',
        '-rf.py',
        'a b.c',
        'é.py',
        'a\nb.py',
        'x".py',
        'test/a.py',
      ),
      fc.constantFrom(...hostileTexts).map((text) => `${text.replace(/[\0/]/g, '').slice(0, 80)}.py`),
    ),
    content: mutatedText(
      records.flatMap((record) => [record.before ?? '', record.after ?? '', record.func_src_after ?? 'x']),
    ),
  }),
  { minLength: 1, maxLength: 4 },
)

const quoted = (path: string) =>
  `"${[...Buffer.from(path)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`

const data = (text: string) =>
  Buffer.concat([Buffer.from(`data ${Buffer.byteLength(text)}\n`), Buffer.from(text), Buffer.from('\n')])

function importCommits(
  folder: string,
  list: readonly { message: string; path: string; content: string }[],
): void {
  const parts = list.flatMap(({ message, path, content }, index) => [
    Buffer.from(`commit refs/heads/main\ncommitter A <a@example.org> ${1_700_000_000 + index} +0000\n`),
    data(message),
    Buffer.from(`M 100644 inline ${quoted(path)}\n`),
    data(content),
    Buffer.from(`M 100644 inline ${quoted('always.py')}\n`),
    data(`def f(x):\n    y = ${index}\n    return y + x\n${content}`),
  ])
  const run = (args: string[], input?: Buffer) =>
    execFileSync('git', ['-C', folder, ...args], {
      stdio: ['pipe', 'ignore', 'ignore'],
      ...(input && { input }),
    })
  run(['init', '-q', '--initial-branch=main'])
  run(['fast-import', '--quiet'], Buffer.concat(parts))
}

const advisories = [
  {
    id: 'GHSA-1',
    affected: [
      {
        ranges: [
          {
            type: 'GIT',
            events: [{ introduced: '0' }, { fixed: '0123456789abcdef0123456789abcdef01234567' }],
          },
        ],
      },
    ],
    references: [{ type: 'FIX', url: 'https://example.org/o/r/commit/0123456789abcdef' }],
    database_specific: { cwe_ids: ['CWE-89'], severity: 'HIGH' },
  },
  { id: 'X', affected: [{ database_specific: { cwes: [{ cweId: 'CWE-22' }] } }] },
]

export const readerTargets: readonly FuzzTarget[] = [
  fileTarget(
    'JSON lines',
    'a.jsonl',
    fc.oneof(jsonLines, mutatedText(records.map((one) => `${JSON.stringify(one)}\n`))),
  ),
  fileTarget('CSV', 'a.csv', mutatedText(csv)),
  fileTarget('unified diff', 'a.diff', mutatedText(diffs.slice(0, 2))),
  fileTarget('format-patch', 'a.patch', mutatedText(diffs.slice(2))),
  target({
    name: 'git history',
    inputs: commits,
    count: 25,
    most: 1_000,
    async run(list, folder) {
      try {
        importCommits(folder, list)
      } catch {
        // Git itself refuses some names.
        return
      }
      await readAndBuild(folder)
    },
  }),
  target({
    name: 'directory of pairs',
    inputs: fc.record({
      weakness: mutatedText([
        '# CWE-89: SQL\n\n## Causes\n\n- A value is text.\n\n## Guidelines\n\n- (python, c) Use `execute()`.\n- Bind.\n',
      ]),
      tasks: mutatedText(['# CWE-89\n\n- (c, python) Look up a user: `execute`, `<sqlite3>`\n- Search\n']),
      vulnerable: mutatedText([records[0]!.before!]),
      secure: mutatedText([records[0]!.after!]),
      name: fc.constantFrom('secure.py', 'secure.', 'secure.c', 'secure.unknown', 'secure'),
    }),
    count: 250,
    async run({ weakness, tasks, vulnerable, secure, name }, folder) {
      const pair = join(folder, 'CWE-89', 'one')
      mkdirSync(pair, { recursive: true })
      writeFileSync(join(folder, 'CWE-89', 'weakness.md'), weakness)
      writeFileSync(join(folder, 'CWE-89', 'tasks.md'), tasks)
      writeFileSync(join(pair, 'vulnerable.py'), vulnerable)
      writeFileSync(join(pair, name), secure)
      writeFileSync(join(pair, 'cause.md'), tasks)
      await readAndBuild(folder)
    },
  }),
  target({
    name: 'OSV advisory',
    inputs: mutatedJsonText([...advisories, advisories]),
    count: 400,
    async run(text, folder) {
      writeFileSync(join(folder, 'a.json'), text)
      const { commits: found, skipped } = await readOsvFixes(folder)
      for (const { hash, cwe } of found) {
        ensure(typeof hash === 'string', 'A commit without a hash')
        ensure(cwe === undefined || /^CWE-[1-9]\d{0,4}$/.test(cwe), `A commit with the type ${cwe}`)
      }
      ensure(found.length + skipped.length < 100, 'More than there was')
    },
  }),
]
