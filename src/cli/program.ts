import { Command, CommanderError } from 'commander'
import { messageOf, RescueError } from '../errors.js'
import { version } from '../version.js'
import { addBuildCommand } from './build-command.js'
import { addGenerateCommand } from './generate-command.js'
import { addMcpCommand } from './mcp-command.js'
import { PartialFailure } from './partial-failure.js'
import { addPdgCommand } from './pdg-command.js'
import { addPromptCommand } from './prompt-command.js'
import { addRetrieveCommand } from './retrieve-command.js'
import { addSliceCommand } from './slice-command.js'
import type { Terminal } from './terminal.js'

/** Exit codes, since scripts read them. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const

/** Runs the command line and returns its exit code. Never throws. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('rescue')
    .description(
      'Security knowledge for code-writing language models: build it, find it, put it into prompts.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => terminal.err(text.trimEnd()) })
    .showHelpAfterError('(rescue --help lists the commands, rescue COMMAND --help the options of one)')
  addBuildCommand(program, terminal)
  addSliceCommand(program, terminal)
  addPdgCommand(program, terminal)
  addRetrieveCommand(program, terminal)
  addPromptCommand(program, terminal)
  addGenerateCommand(program, terminal)
  addMcpCommand(program, terminal)
  // Subcommands do not inherit it.
  for (const command of program.commands) command.exitOverride().configureOutput(program.configureOutput())
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCodes.done
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage
    if (thrown instanceof PartialFailure) {
      terminal.err(thrown.message)
      return exitCodes.failed
    }
    if (thrown instanceof RescueError) {
      terminal.err(`rescue: ${thrown.message} [${thrown.code}]`)
      return thrown.code === 'INVALID_OPTION' ? exitCodes.usage : exitCodes.failed
    }
    terminal.err(
      `rescue: an unexpected error, please report it: ${thrown instanceof Error ? thrown.stack : messageOf(thrown)}`,
    )
    return exitCodes.failed
  }
}
