import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import {
  buildKnowledgeBase,
  KnowledgeBase,
  SecurePromptBuilder,
  Slicer,
  saveKnowledgeBase,
} from '../../src/index.js'
import { securityContextFinder } from '../../src/integrations/security-context.js'
import { inspectPage, slicePage } from '../../src/pages/index.js'
import {
  changesOfDiff,
  reviewAnnotations,
  reviewChanges,
  reviewMarkdown,
  reviewSarif,
} from '../../src/review/index.js'
import { sqlTask } from '../integrations/sql-task.js'
import { attacks } from './attack.js'
import { command, fix, poisoned, poisonedBase, promptOf } from './poisoned.js'

/** Everything that a person does not see and a model reads, one of each kind. */
const kinds: Readonly<Record<string, string>> = {
  'right-to-left override': '\u202E',
  'isolate of another direction': '\u2066',
  'zero-width space': '\u200B',
  'zero-width joiner between Latin letters': '\u200D',
  'word joiner': '\u2060',
  'soft hyphen': '\u00AD',
  'Hangul filler, a letter that shows nothing': '\u3164',
  'message in tags': '\u{E0049}\u{E0067}\u{E006E}\u{E006F}\u{E0072}\u{E0065}',
  'message in variation selectors': '\u{E0100}\u{E0155}\uFE00\uFE0F',
  'byte order mark within': '\uFEFF',
  'surrogate without its other half': '\uD83D',
  'escape sequence of a terminal': '\u001B[2J\u001B]0;owned\u0007',
  'second introducer of escape sequences': '\u009B31m',
  'line separator': '\u2028',
  'annotation of a character': '\uFFF9',
}
const anyKind = Object.values(kinds).join('x')
/** Independent of the code under test: the ranges as Unicode's charts give them. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: selectors are looked for on their own
  /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\uD800-\uDFFF\u{E0000}-\u{E0FFF}]/u

const mcpAnswer = async (poison: Parameters<typeof poisoned>[0]) => {
  const find = securityContextFinder(await poisoned(poison), { maxTokens: 4000 })
  const answer = await find(sqlTask)
  expect(answer.data.examples).not.toEqual([])
  return answer
}

attacks('hidden characters', [
  ...Object.entries(kinds).map(([kind, characters]) => ({
    name: `hidden-${kind.split(' ').slice(0, 3).join('-')}`,
    tried: `a guideline and an example hide a ${kind} on their way into a prompt`,
    check: async () => {
      const poison = {
        guideline: `Bind${characters}values.`,
        code: (code: string) => `${code}\nx = "a${characters}b"\n`,
      }
      const { text } = await promptOf(poison)
      expect(text).toMatch(/Bind(?:<U\+[0-9A-F]{4,5}| values)/)
      expect(text).toMatch(/"a<U\+[0-9A-F]{4,5}/)
      expect(text).not.toMatch(hidden)
    },
  })),
  {
    name: 'hidden-in-completion',
    tried: 'the same in the prompt of a completion model',
    check: async () => {
      const { text } = await promptOf(
        { guideline: anyKind, code: (code) => `${code}\n${anyKind}` },
        'completion',
      )
      expect(text).toContain('<U+202E>')
      expect(text).not.toMatch(hidden)
    },
  },
  {
    name: 'hidden-in-task',
    tried: 'an issue that became a task hides words in its text and its code',
    check: () => {
      for (const form of ['chat', 'completion'] as const) {
        const task = { language: 'python', description: `Do it.${anyKind}`, code: `x = "${anyKind}"` }
        const { text } = new SecurePromptBuilder({ form }).build(task)
        expect(text).toContain('<U+202E>')
        expect(text).not.toMatch(hidden)
      }
    },
  },
  {
    name: 'hidden-at-build',
    tried: 'a patch hides characters in its code, its name, its cause and its place',
    check: async () => {
      const hostile = fix({
        id: `a\u202Eb`,
        after: `${fix().after}audit("${anyKind}")\n`,
        cause: `Danger.${anyKind}`,
        origin: { file: `\u202Eyp.a`, function: `f\u200B` },
      })
      const { base, patches } = await buildKnowledgeBase([hostile])
      const saved = JSON.stringify([base.parts, patches])
      expect(saved).toContain('<U+202E>')
      expect(saved).not.toMatch(hidden)
    },
  },
  {
    name: 'hidden-in-mcp',
    tried: 'a base hides characters in what a coding agent reads, as text and as data',
    check: async () => {
      const answer = await mcpAnswer({ guideline: `Bind.${anyKind}`, code: (code) => `${code}\n${anyKind}` })
      expect(answer.text).toContain('<U+202E>')
      expect(`${answer.text}${answer.data.guidelines.join('')}${answer.data.examples[0]!.code}`).not.toMatch(
        hidden,
      )
    },
  },
  {
    name: 'hidden-in-review',
    tried: 'a pull request names a file so that its name reads backwards in the review of it',
    check: async () => {
      const rescue = await poisoned({ guideline: `Bind.${anyKind}` })
      const body =
        '+def f(db, n):\n+    c = db.cursor()\n+    c.execute("SELECT * FROM t WHERE n = \'" + n + "\'")\n'
      const diff = `--- /dev/null\n+++ b/\u202Egpj.py\n@@ -0,0 +1,3 @@\n${body}`
      const review = await reviewChanges(rescue, await changesOfDiff(diff))
      expect(review.findings).toHaveLength(1)
      expect(reviewMarkdown(review)).toContain('<U+202E>')
      expect(reviewMarkdown(review)).not.toMatch(hidden)
      expect(reviewAnnotations(review).split('::')[2]).not.toMatch(hidden)
      expect(JSON.stringify(reviewSarif(review))).not.toMatch(hidden)
    },
  },
  {
    name: 'hidden-in-sarif-path',
    tried: 'half a surrogate in a path stops the report of a review',
    check: async () => {
      const rescue = await poisoned({})
      const body =
        '+def f(db, n):\n+    c = db.cursor()\n+    c.execute("SELECT * FROM t WHERE n = \'" + n + "\'")\n'
      const review = await reviewChanges(
        rescue,
        await changesOfDiff(`--- /dev/null\n+++ b/\uD800.py\n@@ -0,0 +1,3 @@\n${body}`),
      )
      expect(JSON.stringify(reviewSarif(review))).toContain('%EF%BF%BD.py')
    },
  },
  {
    name: 'hidden-in-pages',
    tried: 'a base and a source turn the direction of a page',
    check: async () => {
      const base = await poisonedBase({
        guideline: anyKind,
        name: anyKind,
        code: (code) => `${code}\n${anyKind}`,
      })
      const code = `x = "${anyKind}"\ny = x\n`
      const slice = new Slicer().slice(code, 'python', { lines: [2] })
      const pages = [
        inspectPage(base, { name: 'b\u202Ease' }),
        slicePage({ name: 'a\u202Eb.py', code, slice, criterion: [2] }),
      ]
      for (const page of pages) {
        expect(page).toContain('&lt;U+202E&gt;')
        expect(page).not.toMatch(hidden)
      }
    },
  },
  {
    name: 'hidden-on-terminal',
    tried: 'a source that is sliced commands the terminal of whoever watches',
    check: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rescue-security-'))
      writeFileSync(join(folder, 'a.py'), 'x = "\u001B]0;owned\u0007"\ny = x\rz\n')
      const { stdout } = await command(['slice', join(folder, 'a.py'), '--lines', '1'], { shown: true })
      expect(stdout).toContain('<U+001B>]0;owned')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
      expect(stdout).not.toMatch(/[\u001B\u0007\r]/)
    },
  },
  {
    name: 'hidden-in-errors',
    tried: 'the name of a file that does not exist commands the terminal in the message about it',
    check: async () => {
      const { stderr } = await command(['inspect', '\u001B[2Jno\u202Esuch'])
      expect(stderr).toContain('<U+001B>[2Jno<U+202E>such')
      expect(stderr.replaceAll('\n', '')).not.toMatch(hidden)
    },
  },
  {
    name: 'hidden-in-report',
    tried: 'a patch that is left out commands the terminal in the report of the build',
    check: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rescue-security-'))
      const good = JSON.stringify(fix())
      const bad = JSON.stringify({ ...fix(), id: 'x\u001B[2J\u202E', language: 'klingon\u009B' })
      writeFileSync(join(folder, 'fixes.jsonl'), `${good}\n${bad}\n`)
      const { stdout, code } = await command([
        'build',
        join(folder, 'fixes.jsonl'),
        '--out',
        join(folder, 'base'),
      ])
      expect(code).toBe(0)
      expect(stdout).toContain('<U+001B>')
      expect(stdout.replaceAll('\n', '')).not.toMatch(hidden)
    },
  },
])

attacks('text of every script survives', [
  {
    name: 'scripts',
    tried: 'nothing: identifiers, words and emoji of people everywhere come through as they are',
    check: async () => {
      const words = [
        'größe_naïve',
        '変数',
        'переменная',
        'می‌خواهم',
        'क्‍ष',
        'שלום',
        '👩‍💻',
        '❤️',
        '1️⃣',
        '葛󠄀',
        'e\u0301',
      ]
      const { text } = await promptOf({
        guideline: words.join(' '),
        code: (code) => `${code}\n${words.join('\n')}`,
      })
      expect(text).toContain(`- ${words.join(' ')}`)
      expect(text).toContain(words.join('\n'))
      expect(text).not.toContain('<U+')
    },
  },
  {
    name: 'saved-base',
    tried: 'nothing: a base without anything hidden is saved as it was given',
    check: async () => {
      const base = await poisonedBase({})
      const folder = join(mkdtempSync(join(tmpdir(), 'rescue-security-')), 'base')
      saveKnowledgeBase(base, folder)
      expect(new KnowledgeBase(base.parts).parts).toEqual(base.parts)
      expect(base.withheld).toEqual([])
    },
  },
])
