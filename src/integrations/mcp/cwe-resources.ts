import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server'
import type { Example, KnowledgeBase, Weakness } from '../../knowledge/index.js'
import { fence, oneLine } from '../../text/markdown.js'

const mimeType = 'text/markdown'

/** Adds the resources `rescue://cwe/{id}`: what the knowledge base says about a weakness, as Markdown. */
export function addCweResources(server: McpServer, knowledge: KnowledgeBase): void {
  const template = new ResourceTemplate('rescue://cwe/{id}', {
    list: () => ({
      resources: knowledge.weaknesses.map(({ cwe, name }) => ({
        uri: `rescue://cwe/${cwe}`,
        name: cwe,
        title: oneLine(name),
        mimeType,
      })),
    }),
    complete: {
      id: (begun) =>
        knowledge.weaknesses
          .map(({ cwe }) => cwe)
          .filter((cwe) => cwe.startsWith(cweOf(begun) ?? begun.toUpperCase())),
    },
  })
  server.registerResource(
    'cwe',
    template,
    {
      title: 'Weakness',
      description:
        'Rules, causes and secure examples of one weakness; the id is a CWE number such as CWE-89 or 89.',
      mimeType,
    },
    (uri, { id }) => {
      const weakness = knowledge.weakness(cweOf(String(id)) ?? '')
      if (!weakness) {
        const known = knowledge.weaknesses.map(({ cwe }) => cwe).join(', ')
        throw new ResourceNotFoundError(
          uri.href,
          `There is no weakness "${String(id)}" in the knowledge base. It knows: ${known}.`,
        )
      }
      const text = weaknessPage(weakness, knowledge.examplesOf(weakness.cwe))
      return { contents: [{ uri: uri.href, mimeType, text }] }
    },
  )
}

/** `CWE-89` for `cwe-89` and for `89`. */
function cweOf(id: string): string | undefined {
  const number = /^(?:cwe-)?(\d{1,6})$/i.exec(id)?.[1]
  return number === undefined ? undefined : `CWE-${Number(number)}`
}

/** A page about a weakness, with the first example of each language. */
function weaknessPage(weakness: Weakness, examples: readonly Example[]): string {
  const { cwe, name, parents, guidelines, causes } = weakness
  const first = new Map<string, Example>()
  for (const example of examples) if (!first.has(example.language)) first.set(example.language, example)
  const list = (items: readonly { text: string; languages?: string[] }[]) =>
    items
      .map(({ text, languages }) => `- ${oneLine(text)}${languages ? ` (${languages.join(', ')})` : ''}`)
      .join('\n')
  return [
    `# ${cwe}: ${oneLine(name)}`,
    parents.length > 0
      ? `Kind of: ${parents.join(', ')}. Fixes in the knowledge base: ${examples.length}.`
      : '',
    guidelines.length > 0 ? `## Rules\n\n${list(guidelines)}` : '',
    causes.length > 0 ? `## How it comes about\n\n${list(causes)}` : '',
    first.size > 0 ? '## How a fixed version of other code looks' : '',
    ...[...first.values()].map(
      ({ id, language, secure }) =>
        `${oneLine(language)}, ${oneLine(id)}:\n\n${fence(secure.code, language)}`,
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
