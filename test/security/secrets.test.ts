import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { buildKnowledgeBase, type ChatMessage, GuidelineDistiller } from '../../src/index.js'
import { attacks } from './attack.js'
import { command, fix } from './poisoned.js'

/**
 * So many characters of an alphabet, mixed by a linear congruential generator; put together here, so that no scanner takes them for
 * real.
 */
const mixed = (length: number, alphabet = 'aZ3kQ9xT7mB5vR1wL8nY2cH6dJ4fP0sG') => {
  let state = length
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return alphabet[Math.floor(state / 65_536) % alphabet.length]
  }).join('')
}
const upper = (length: number) => mixed(length, 'QZ7KM2XT5HW3PV')
const hex = (length: number) => mixed(length, '3f9a07c1e8b5d264')
const together = (...parts: string[]) => parts.join('')

/** What ends up in patches, as a line of Python; the secret itself is the second part. */
const leaks: Readonly<Record<string, readonly [line: string, secret: string]>> = Object.fromEntries(
  (
    [
      ['amazon-key', 'key = "', together('AK', 'IA', upper(16)), '"'],
      ['google-key', 'key = "', together('AI', 'za', mixed(35)), '"'],
      ['github-token', 'headers = {"Authorization": "token ', together('gh', 'p_', mixed(36)), '"}'],
      ['github-fine-grained', 'x = "', together('github', '_pat_', mixed(70)), '"'],
      ['gitlab-token', 'x = "', together('gl', 'pat-', mixed(20)), '"'],
      ['slack-token', 'x = "', together('xo', 'xb-', hex(12), '-', mixed(24)), '"'],
      ['slack-webhook', 'x = "https://hooks.slack.com/services/T012AB3CD/B045EF6GH/', mixed(24), '"'],
      ['stripe-key', 'x = "', together('sk', '_live_', mixed(24)), '"'],
      ['model-key', 'x = "', together('sk', '-proj-', mixed(40)), '"'],
      ['npm-token', 'x = "', together('np', 'm_', mixed(36)), '"'],
      ['sendgrid-key', 'x = "', together('S', 'G.', mixed(22), '.', mixed(43)), '"'],
      ['web-token', 'x = "', together('ey', 'J', mixed(20), '.ey', 'J', mixed(30), '.', mixed(43)), '"'],
      ['url-password', 'x = "postgres://app:', 'Wint3r!Sun', '@db.example/app"'],
      ['connection-string', 'x = "Server=db;User Id=app;Password=', 'Wint3r!Sun', ';Encrypt=yes"'],
      ['random-password', 'DB_PASSWORD = "', mixed(20), '"'],
      ['random-default', 'x = os.environ.get("SECRET_KEY", "', mixed(32), '")'],
      ['bearer-token', 'headers = {"Authorization": "Bearer ', mixed(32), '"}'],
      ['basic-credentials', 'headers = {"Authorization": "Basic ', together(mixed(30), '=='), '"}'],
      ['random-macro', '#define DEVICE_API_KEY "', mixed(32), '"'],
      ['random-in-mapping', 'x = {"client_secret": "', mixed(28), '"}'],
    ] as const
  ).map(([name, before, secret, after]) => [name, [`${before}${secret}${after}`, secret]] as const),
)

/** A build from one fix, with the same line at work in both versions. */
const built = async (line: string) => {
  const use = (code: string) =>
    code.replace('    cursor = db.cursor()', `    ${line}\n    cursor = db.cursor(x, key, DB_PASSWORD)`)
  const patch = fix({ before: use(fix().before), after: use(fix().after) })
  return { patch, ...(await buildKnowledgeBase([patch])) }
}

attacks('credentials in patches', [
  ...Object.entries(leaks).map(([name, [line, secret]]) => ({
    name: `secret-${name}`,
    tried: 'a patch carries a credential into a base that is handed on, in both of its versions',
    check: async () => {
      const { base, report, patches, patch } = await built(line)
      expect(patch.before).toContain(secret)
      expect(JSON.stringify([base.parts, patches])).not.toContain(secret)
      expect(report.secrets).toBe(2)
      const marked = (code: string) => code.split('\n').filter((text) => text.includes('[secret]'))
      const [kept] = patches
      expect(marked(kept!.before)).toHaveLength(1)
      expect(marked(kept!.before)).toEqual(marked(kept!.after))
      expect(kept!.before.split('\n')).toHaveLength(patch.before.split('\n').length)
    },
  })),
  {
    name: 'secret-private-key',
    tried: 'a private key stands in a patch, line by line',
    check: async () => {
      const lines = [mixed(64), mixed(64, 'kT5Wb1Zs8Ye2Mq7'), `${mixed(30)}==`]
      const kind = together('PRIVATE', ' KEY')
      const key = [
        '-----BEGIN RSA ',
        kind,
        '-----\n',
        lines.join('\n'),
        '\n-----END RSA ',
        kind,
        '-----',
      ].join('')
      const { base, report, patches, patch } = await built(`x = """${key}"""`)
      for (const line of lines) expect(JSON.stringify([base.parts, patches])).not.toContain(line)
      expect(report.secrets).toBe(2)
      expect(patches[0]!.after.split('\n')).toHaveLength(patch.after.split('\n').length)
    },
  },
  {
    name: 'secret-in-comment',
    tried: 'the credential stands in a comment, which is kept with the fixes themselves',
    check: async () => {
      const [, secret] = leaks['github-token']!
      const { patches, report } = await built(`x = 1  # ${secret}`)
      expect(JSON.stringify(patches)).not.toContain(secret)
      expect(report.secrets).toBe(2)
    },
  },
  {
    name: 'secret-to-model',
    tried: 'the credential goes to the provider of the chat model that distils the base',
    check: async () => {
      const [line, secret] = leaks['stripe-key']!
      const { patch } = await built(line)
      let asked = ''
      const model = {
        invoke: async (messages: ChatMessage[]) => {
          asked += JSON.stringify(messages)
          return { content: '- Bind every value with a placeholder.' }
        },
      }
      await buildKnowledgeBase([patch], { distiller: new GuidelineDistiller(model) })
      expect(asked).toContain('[secret]')
      expect(asked).not.toContain(secret)
    },
  },
  {
    name: 'secret-in-prose',
    tried: 'a credential stands in the description of a fix and in what a person wrote about a weakness',
    check: async () => {
      const [, secret] = leaks['gitlab-token']!
      async function* source() {
        yield { kind: 'patch' as const, patch: fix({ cause: `With ${secret} anyone gets in.` }) }
        const guidelines = [{ text: `Never use ${secret} again.` }]
        yield {
          kind: 'weakness' as const,
          weakness: { cwe: 'CWE-89', causes: [`Leaked ${secret}.`], guidelines },
        }
      }
      const { base, report } = await buildKnowledgeBase(source())
      expect(JSON.stringify(base.parts)).not.toContain(secret)
      expect(report.secrets).toBe(3)
    },
  },
  {
    name: 'secret-rotated',
    tried: 'a fix that only changes one key into another is learned from, or crashes the build',
    check: async () => {
      const line = (secret: string) => `import os\n\ndef f():\n    return "${secret}"\n`
      const patch = fix()
      const [first, second] = [together('gh', 'p_', mixed(36)), together('gh', 'p_', mixed(36, 'bX4jW8pN6t'))]
      const { report, base } = await buildKnowledgeBase([
        { ...patch, before: line(first), after: line(second) },
      ])
      expect(report.skipped['no-change']?.count).toBe(1)
      expect(base.examples).toEqual([])
    },
  },
  {
    name: 'secret-counted',
    tried: 'nobody learns that there was a credential',
    check: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rescue-security-'))
      const { patch } = await built(leaks['amazon-key']![0])
      writeFileSync(join(folder, 'fixes.jsonl'), `${JSON.stringify(patch)}\n`)
      const args = ['build', join(folder, 'fixes.jsonl'), '--out', join(folder, 'base')]
      expect((await command(args)).stdout).toMatch(/Secrets taken out.*: 2$/m)
      expect(JSON.parse((await command([...args, '--json'])).stdout)).toMatchObject({ secrets: 2 })
      expect(readFileSync(join(folder, 'base', 'patches.jsonl'), 'utf8')).toContain('[secret]')
    },
  },
])

attacks('what is no credential stays', [
  {
    name: 'no-secret',
    tried: 'nothing: words, paths, templates, digests and weak passwords of examples stay as they are',
    check: async () => {
      const lines = [
        'password = "hunter2"',
        'password = "correct horse battery staple"',
        'token_path = "/var/lib/app/tokens/current"',
        'x = f"postgres://app:{password}@db.example/app"',
        'x = "postgres://%s:%s@db.example/app"',
        `integrity = "sha384-${mixed(64)}"`,
        `commit = "${hex(40)}"`,
        'headers = {"Authorization": "Bearer " + token}',
        'headers = {"Authorization": f"Bearer {access_token_of_the_user_1}"}',
        'raise Refused("Basic authentication-is-not-enough for this")',
        '#define TOKEN_HEADER "x-application-token-name"',
        'secret_name = os.environ["APPLICATION_SECRET_NAME_FOR_DEPLOYMENT"]',
        'if "-----BEGIN RSA PRIVATE KEY-----" in text: return generatePrivateKeyDocument(text)',
      ]
      for (const line of lines) {
        const { report, patches, patch } = await built(line)
        expect([line, report.secrets]).toEqual([line, 0])
        expect(patches[0]!.after).toBe(patch.after)
      }
    },
  },
])
