import type { Command } from 'commander'
import { Rescue } from '../rescue.js'
import { addKnowledgeOptions, type KnowledgeFlags, loadKnowledge } from './knowledge-options.js'
import { addTokenOption } from './prompt-command.js'
import type { Terminal } from './terminal.js'

/** Adds `rescue mcp`. */
export function addMcpCommand(program: Command, terminal: Terminal): void {
  addKnowledgeOptions(addTokenOption(program.command('mcp'), 'most tokens of an answer'))
    .summary('serve security context to coding agents (Model Context Protocol)')
    .description(
      'Serves the tools security_context and slice, the resources rescue://cwe/{id} and the prompt secure-code over standard input ' +
        'and output, until these are closed. Needs no API key: the agent that calls it is the language model.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  claude mcp add rescue -- npx -y rescue-rag mcp\n  rescue mcp --knowledge ./our-fixes --max-tokens 400',
    )
    .action(async ({ maxTokens, ...flags }: KnowledgeFlags & { maxTokens: number }) => {
      const rescue = await Rescue.create({
        knowledge: await loadKnowledge(flags, terminal),
        background: 'none',
      })
      const { serveMcp } = await import('../integrations/mcp/index.js')
      await serveMcp(
        { rescue, maxTokens },
        {
          onError: (error) => terminal.err(`rescue mcp: ${error.message}`),
          signal: terminal.signal,
        },
      )
      terminal.signal.throwIfAborted()
    })
}
