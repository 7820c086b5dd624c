import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const workflows = readdirSync(new URL('.github/workflows', root))
const engines = JSON.parse(read('package.json')).engines as { node: string }

describe.each(workflows)('the workflow %s', (name) => {
  const text = read(`.github/workflows/${name}`)

  it('pins every action of others to a commit, and says which version that is', () => {
    const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action)
    expect(used.length).toBeGreaterThan(0)
    for (const action of used.filter((one) => !one.startsWith('./'))) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    }
  })

  it('may read the repository and nothing else, where it does not say more', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\S/m)
    expect(text.match(/: write/g) ?? []).toHaveLength(name === 'release.yml' ? 1 : 0)
  })

  it('puts nothing that others write into a shell', () => {
    for (const [, run = ''] of text.matchAll(/run: (?:\|\n((?: {10}.*\n)+)|.*)/g)) {
      expect(run).not.toContain('${{')
    }
    expect(text).not.toMatch(/run: .*\$\{\{/)
    expect(text).not.toContain('pull_request_target')
  })
})

describe('the versions of Node.js', () => {
  const numbers = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\d+/g)].map(([number]) => Number(number))

  it('are the same in the workflow, in the consumer check and in the promise of package.json', () => {
    const inWorkflow = [
      ...numbers(/image: node:(\d+)/.exec(read('.github/workflows/ci.yml'))?.[1]),
      ...numbers(/node: \[(.+)\]/.exec(read('.github/workflows/ci.yml'))?.[1]),
    ]
    const inConsumer = numbers(/versions = \[(.+)\]/.exec(read('scripts/consumer/node-versions.mjs'))?.[1])
    expect(inWorkflow).toEqual([20, 22, 24, 26])
    expect(inConsumer).toEqual(inWorkflow)
    expect(engines.node).toBe(`>=${inWorkflow[0]}`)
  })
})

describe('a release', () => {
  const release = read('.github/workflows/release.yml')

  it('is checked by the whole of CI first, and published with provenance', () => {
    expect(read('.github/workflows/ci.yml')).toContain('run: .ci/run')
    expect(release).toContain('uses: ./.github/workflows/ci.yml')
    expect(release).toContain('needs: check')
    expect(release).toContain('id-token: write')
    expect(release).toContain('npm publish --provenance')
  })
})
