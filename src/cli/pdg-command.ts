import type { Command } from 'commander'
import { dependenceGraph } from '../slicing/index.js'
import { readSource } from './source-file.js'
import type { Terminal } from './terminal.js'

/** Adds `rescue pdg`. */
export function addPdgCommand(program: Command, terminal: Terminal): void {
  program
    .command('pdg')
    .summary('print the program dependence graph of a source file')
    .description('Prints, per procedure, the statements and their data and control dependences.')
    .argument('<file>', 'source file, - for standard input')
    .option('--language <name>', 'language (default: by the file name)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  rescue pdg app.py\n  rescue pdg server.js --json')
    .action(async (file: string, flags: { language?: string; json?: boolean }) => {
      const { code, language } = await readSource(file, flags.language, terminal)
      const graph = dependenceGraph(code, language)
      if (flags.json) {
        await terminal.out(JSON.stringify(graph))
        return
      }
      for (const { name, startLine, endLine, statements, dependences } of graph.procedures) {
        await terminal.out(`${name}  lines ${startLine}-${endLine}`)
        const lineOf = new Map(statements.map((statement) => [statement.id, statement.startLine]))
        for (const { from, to, kind, variable } of dependences) {
          await terminal.out(
            `  ${lineOf.get(to)} depends on ${lineOf.get(from)}  ${kind}${variable ? ` ${variable}` : ''}`,
          )
        }
      }
    })
}
