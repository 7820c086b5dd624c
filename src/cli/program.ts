import { Command, CommanderError } from 'commander'
import { messageOf, RescueError } from '../errors.js'
import { version } from '../version.js'
import { addBuildCommand } from './build-command.js'
import { configFileName, withConfig } from './config.js'
import { addEvaluateCommand } from './evaluate-command.js'
import { addGenerateCommand } from './generate-command.js'
import { addInspectCommand } from './inspect-command.js'
import { addMcpCommand } from './mcp-command.js'
import { addMergeCommand } from './merge-command.js'
import { PartialFailure } from './partial-failure.js'
import { addPdgCommand } from './pdg-command.js'
import { addPromptCommand } from './prompt-command.js'
import { addRetrieveCommand } from './retrieve-command.js'
import { addReviewCommand } from './review-command.js'
import { addSliceCommand } from './slice-command.js'
import type { Terminal } from './terminal.js'

/** Exit codes, since scripts read them. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const

/** Runs the command line and returns its exit code. Never throws. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('rescue')
    .description(
      'Security knowledge for code-writing language models: build it, find it, put it into prompts.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => terminal.err(text.trimEnd()) })
    // Commander leaves colours out where nobody sees them, and where NO_COLOR is set.
    .configureHelp({ styleTitle: (title) => `\u001B[1m${title}\u001B[22m` })
    .addHelpText(
      'after',
      `
Examples:
  rescue retrieve --language python --description "unpack an uploaded archive"
  rescue review --range main..HEAD
  git diff main | rescue review -
  rescue build fixes.jsonl --out our-base
  rescue inspect our-base --html base.html

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.
Settings: ${configFileName} ("knowledge", "model") or RESCUE_KNOWLEDGE and RESCUE_MODEL; a model needs OPENAI_API_KEY or OPENAI_BASE_URL.`,
    )
    .showHelpAfterError('(rescue --help lists the commands, rescue COMMAND --help the options of one)')
  addBuildCommand(program, terminal)
  addMergeCommand(program, terminal)
  addSliceCommand(program, terminal)
  addPdgCommand(program, terminal)
  addRetrieveCommand(program, terminal)
  addPromptCommand(program, terminal)
  addGenerateCommand(program, terminal)
  addReviewCommand(program, terminal)
  addInspectCommand(program, terminal)
  addEvaluateCommand(program, terminal)
  addMcpCommand(program, terminal)
  for (const command of program.commands) {
    if (!command.options.some(({ long }) => long === '--quiet')) {
      command.option('--quiet', 'print results and errors only')
    }
  }
  program.hook('preAction', (_, command) => {
    terminal.quiet = command.opts().quiet === true
    terminal.env = withConfig(terminal.env, terminal.cwd)
  })
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
      if (terminal.signal.aborted) {
        terminal.err('rescue: stopped.')
        return exitCodes.interrupted
      }
      terminal.err(`rescue: ${thrown.message} [${thrown.code}]`)
      return thrown.code === 'INVALID_OPTION' ? exitCodes.usage : exitCodes.failed
    }
    terminal.err(
      `rescue: an unexpected error, please report it: ${thrown instanceof Error ? thrown.stack : messageOf(thrown)}`,
    )
    return exitCodes.failed
  }
}
