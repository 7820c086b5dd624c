import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { type KnowledgeBase, knowledgeDigest, shippedKnowledgeDirectory } from '../knowledge/index.js'
import { inspectPage } from '../pages/index.js'
import { knowledgeOf, loadKnowledge } from './knowledge-options.js'
import type { Terminal } from './terminal.js'
import { writeOutput } from './write-file.js'

/** Adds `rescue inspect`. */
export function addInspectCommand(program: Command, terminal: Terminal): void {
  program
    .command('inspect')
    .summary('look at a knowledge base')
    .description(
      'Lists what a knowledge base holds, or writes a page to browse it: one HTML file that loads nothing.',
    )
    .argument('[dir]', 'knowledge base (default: RESCUE_KNOWLEDGE, else the shipped one)')
    .option('--html <file>', 'write the page, - for standard output')
    .addOption(new Option('--json', 'print JSON, one line a weakness').conflicts('html'))
    .addOption(
      new Option('--digest', 'print the digest of the whole base, for --knowledge-digest').conflicts([
        'html',
        'json',
      ]),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  rescue inspect\n  rescue inspect our-base --html base.html\n  rescue inspect our-base --digest',
    )
    .action(async (dir: string | undefined, flags: { html?: string; json?: boolean; digest?: boolean }) => {
      const chosen = { ...(dir !== undefined && { knowledge: dir }), background: 'none' as const }
      const path = knowledgeOf(chosen, terminal)
      const base = await loadKnowledge(chosen, terminal)
      if (flags.digest) {
        await terminal.out(knowledgeDigest(path ?? shippedKnowledgeDirectory()))
        return
      }
      const name = path === undefined ? 'rescue-rag' : basename(resolve(path))
      if (flags.html !== undefined) {
        await writeOutput(flags.html, inspectPage(base, { name }), terminal)
        return
      }
      for (const row of rowsOf(base)) await terminal.out(flags.json ? JSON.stringify(row) : rowText(row))
    })
}

function rowsOf(base: KnowledgeBase) {
  return base.weaknesses.map(({ cwe, name, guidelines, causes }) => ({
    cwe,
    name,
    guidelines: guidelines.length,
    causes: causes.length,
    examples: base.examplesOf(cwe).length,
    languages: [...new Set(base.examplesOf(cwe).map(({ language }) => language))].sort(),
  }))
}

function rowText({ cwe, name, guidelines, examples, languages }: ReturnType<typeof rowsOf>[number]): string {
  const counts = `${String(guidelines).padStart(3)} guidelines ${String(examples).padStart(3)} examples`
  return `${cwe.padEnd(9)} ${counts}  ${name}${languages.length > 0 ? `  (${languages.join(', ')})` : ''}`
}
