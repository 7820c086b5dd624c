import { basename, dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { FileCallLog, GuidelineDistiller } from '../distillation/index.js'
import { RescueError } from '../errors.js'
import { buildKnowledgeBase, saveKnowledgeBase } from '../knowledge/index.js'
import { normalizeCwe, readAllPatches } from '../patches/index.js'
import { buildProgressBar } from './build-progress.js'
import { reportText } from './build-report-text.js'
import { openAiModel } from './openai.js'
import { parseCount } from './task-options.js'
import type { Terminal } from './terminal.js'

interface BuildFlags {
  out: string
  model?: string
  llm: boolean
  concurrency: number
  maxCalls?: number
  cwe?: string
  patches: boolean
  quiet?: boolean
  json?: boolean
}

/** Adds `rescue build`. */
export function addBuildCommand(program: Command, terminal: Terminal): void {
  program
    .command('build')
    .summary('build a knowledge base from vulnerability fixes')
    .description(
      'Reads fixes from JSON lines, diffs or directories of pairs, and writes a knowledge base. Without --model, guidelines and causes are counted from the fixes themselves.',
    )
    .argument('<patches...>', 'inputs: .jsonl, .diff, .patch, or a directory of pairs')
    .requiredOption(
      '--out <dir>',
      'directory of the knowledge base; an existing base is replaced in one step',
    )
    .option(
      '--model <name>',
      'distil with this chat model (OPENAI_API_KEY, and OPENAI_BASE_URL for a local server)',
    )
    .option('--no-llm', 'never call a chat model')
    .option('--concurrency <n>', 'calls to the model at the same time', parseCount, 4)
    .option(
      '--max-calls <n>',
      'most calls to the model; what is left then is distilled without it',
      parseCount,
    )
    .option('--cwe <type>', 'CWE type of diffs that name none, such as CWE-89')
    .option('--no-patches', 'leave the fixes themselves out of the base (it cannot be updated then)')
    .option('--quiet', 'print no progress and no report')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rescue build fixes.jsonl --out base\n  rescue build fix-1.patch fix-2.patch --cwe CWE-22 --out base\n  OPENAI_API_KEY=... rescue build fixes.jsonl --out base --model gpt-4o-mini --max-calls 500',
    )
    .action(async (inputs: string[], flags: BuildFlags) => {
      const cwe = normalizeCwe(flags.cwe)
      if (flags.cwe !== undefined && cwe === undefined) {
        throw new RescueError('INVALID_OPTION', `--cwe takes a CWE type such as CWE-89, not "${flags.cwe}".`)
      }
      const source = readAllPatches(inputs, cwe === undefined ? {} : { cwe })
      const callLog = flags.model === undefined ? undefined : new FileCallLog(checkpointOf(flags.out))
      const bar = buildProgressBar(terminal, flags.quiet === true)
      try {
        const distiller = await distillerOf(flags, callLog, terminal)
        const { base, report, patches } = await buildKnowledgeBase(source, {
          ...(distiller && { distiller }),
          onProgress: bar.update,
          signal: terminal.signal,
        })
        saveKnowledgeBase(base, flags.out, flags.patches ? { patches } : {})
        callLog?.remove()
        bar.stop()
        if (flags.json) await terminal.out(JSON.stringify(report))
        else if (!flags.quiet) await terminal.out(reportText(report, base, flags.out))
      } finally {
        bar.stop()
        callLog?.close()
      }
    })
}

/** Beside the base, so that the next run with the same target finds it. */
function checkpointOf(out: string): string {
  const target = resolve(out)
  return join(dirname(target), `.${basename(target)}.calls.jsonl`)
}

/** A model costs money, so a build uses one only when it is named. */
async function distillerOf(
  { model, llm, concurrency, maxCalls }: BuildFlags,
  callLog: FileCallLog | undefined,
  terminal: Terminal,
): Promise<GuidelineDistiller | undefined> {
  if (model === undefined || !llm) return undefined
  const chatModel = await openAiModel({ model, llm }, terminal.env)
  if (!chatModel) {
    throw new RescueError(
      'INVALID_OPTION',
      `--model ${model} needs a server: set OPENAI_API_KEY, or OPENAI_BASE_URL for a local one.`,
    )
  }
  return new GuidelineDistiller(chatModel, {
    concurrency,
    ...(maxCalls !== undefined && { maxCalls }),
    ...(callLog && { callLog }),
  })
}
