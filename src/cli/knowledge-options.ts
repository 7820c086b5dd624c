import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  type BackgroundTypes,
  type KnowledgeBase,
  loadKnowledgeBase,
  loadShippedKnowledge,
  shippedKnowledgeDirectory,
  type WithheldText,
} from '../knowledge/index.js'
import type { Terminal } from './terminal.js'

/** Flags of the commands that use a knowledge base. */
export interface KnowledgeFlags {
  knowledge?: string
  knowledgeDigest?: string
  background: BackgroundTypes | 'none'
}

/** Adds the flags that say which knowledge base. */
export function addKnowledgeOptions(command: Command): Command {
  return command
    .option('--knowledge <dir>', 'knowledge base (default: RESCUE_KNOWLEDGE, else the shipped one)')
    .option(
      '--knowledge-digest <sha256>',
      'take the base only with this digest, as rescue inspect DIR --digest prints it (default: any)',
      parseDigest,
    )
    .addOption(backgroundOption('what the shipped base adds'))
}

/** The flag that says what the shipped base adds to another. */
export function backgroundOption(what: string): Option {
  return new Option(
    '--background <types>',
    `${what} to another: what it says about the CWE types of its fixes (own), its other types, too (all), or none`,
  )
    .choices(['own', 'all', 'none'] satisfies KnowledgeFlags['background'][])
    .default('own' satisfies KnowledgeFlags['background'])
}

function parseDigest(value: string): string {
  if (/^[0-9a-f]{64}$/i.test(value)) return value
  throw new InvalidArgumentError('Give the 64 hexadecimal digits that rescue inspect DIR --digest prints.')
}

/** The directory of the knowledge base that is asked for; undefined for the shipped one. */
export function knowledgeOf({ knowledge }: KnowledgeFlags, { env }: Terminal): string | undefined {
  return knowledge ?? (env.RESCUE_KNOWLEDGE || undefined)
}

/**
 * Loads the knowledge base that is asked for, and says where it tries to speak to the model.
 *
 * @throws RescueError FILE_UNREADABLE, KNOWLEDGE_INVALID, also where it has another digest than asked for, or KNOWLEDGE_VERSION
 */
export async function loadKnowledge(flags: KnowledgeFlags, terminal: Terminal): Promise<KnowledgeBase> {
  const directory = knowledgeOf(flags, terminal)
  const { knowledgeDigest: digest } = flags
  if (directory === undefined && digest === undefined) {
    const shipped = await loadShippedKnowledge()
    noteWithheld(shipped, terminal)
    return shipped
  }
  const base = await loadKnowledgeBase(directory ?? shippedKnowledgeDirectory(), {
    ...(digest !== undefined && { digest }),
  })
  noteWithheld(base, terminal)
  return directory === undefined ? base : withBackground(base, flags)
}

/** The base with what the shipped one says about its CWE types, unless the flags say otherwise. */
export async function withBackground(
  base: KnowledgeBase,
  { background }: Pick<KnowledgeFlags, 'background'>,
): Promise<KnowledgeBase> {
  if (background === 'none') return base
  return base.withBackground(await loadShippedKnowledge(), { types: background })
}

/** Says that a base tries to speak to the model: whoever chose it should know. */
export function noteWithheld({ withheld }: KnowledgeBase, terminal: Terminal): void {
  if (withheld.length === 0) return
  const texts = withheld.length === 1 ? 'One text speaks' : `${withheld.length} texts speak`
  const [{ about, cwe, text }] = withheld as [WithheldText]
  terminal.note(
    `${texts} to a language model instead of about code and will not be used, the first a ${about} of ${cwe}: ${text.slice(0, 200)}`,
  )
}
