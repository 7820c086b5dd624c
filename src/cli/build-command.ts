import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { FileCallLog, GuidelineDistiller } from '../distillation/index.js'
import { RescueError } from '../errors.js'
import {
  buildKnowledgeBase,
  requireWritableTarget,
  saveKnowledgeBase,
  updateKnowledgeBase,
} from '../knowledge/index.js'
import {
  type ColumnMapping,
  columnMappings,
  type FixCommit,
  normalizeCwe,
  type PatchOutcome,
  readAllPatches,
  readOsvFixes,
} from '../patches/index.js'
import { parseJson } from '../text/parse-json.js'
import { buildProgressBar } from './build-progress.js'
import { reportText } from './build-report-text.js'
import { calibratedBase } from './calibrated-base.js'
import { backgroundOption, type KnowledgeFlags } from './knowledge-options.js'
import { openAiModel } from './openai.js'
import type { Terminal } from './terminal.js'
import { parseCount, wholeNumber } from './whole-number.js'

interface BuildFlags {
  out: string
  model?: string
  llm: boolean
  concurrency: number
  maxCalls?: number
  maxTokens?: number
  keepUngrounded?: boolean
  cwe?: string
  language?: string
  columns?: ColumnMapping
  range?: string
  commits?: string[]
  osv?: string
  update?: boolean
  background: KnowledgeFlags['background']
  patches: boolean
  quiet?: boolean
  json?: boolean
}

const parseBudget = wholeNumber({ min: 1, max: 999_999_999_999 })

/** Adds `rescue build`. */
export function addBuildCommand(program: Command, terminal: Terminal): void {
  program
    .command('build')
    .summary('build a knowledge base from vulnerability fixes')
    .description(
      'Reads fixes from JSON lines, CSV, diffs, git history or directories of pairs, and writes a knowledge base. Without --model, guidelines and causes are counted from the fixes themselves.',
    )
    .argument('<patches...>', 'inputs: .jsonl, .csv, .diff, .patch, a git work tree, or a directory of pairs')
    .requiredOption(
      '--out <dir>',
      'directory of the knowledge base; an existing base is replaced in one step',
    )
    .option(
      '--model <name>',
      'distil with this chat model (OPENAI_API_KEY, and OPENAI_BASE_URL for a local server; default: none)',
    )
    .option('--no-llm', 'never call a chat model')
    .option('--concurrency <n>', 'calls to the model at the same time', parseCount, 4)
    .option(
      '--max-calls <n>',
      'most calls to the model; what is left then is distilled without it (default: no limit)',
      parseBudget,
    )
    .option(
      '--max-tokens <n>',
      'most tokens of all prompts and answers; as --max-calls (default: no limit)',
      parseBudget,
    )
    .option('--keep-ungrounded', 'keep guidelines that name an API which no fix holds')
    .option('--range <A..B>', 'git work trees: commits that are looked at (default: all of HEAD)')
    .option('--commits <hashes>', 'git work trees: exactly these commits, separated by commas', parseList)
    .option('--osv <path>', 'git work trees: exactly the commits that OSV advisories name as fixes')
    .option(
      '--columns <json>',
      'records: which column holds what, as {"before":"old","after":"new"} (default: as the names of columns tell)',
      parseColumns,
    )
    .option('--language <name>', 'records: the language of those that say none (default: by the file name)')
    .option('--update', 'add the fixes to the base in --out; only the CWE types that change are distilled')
    .option('--cwe <type>', 'CWE type of diffs that name none, such as CWE-89')
    .option('--no-patches', 'leave the fixes themselves out of the base (it cannot be updated then)')
    .addOption(backgroundOption('calibrate for what the shipped base will add'))
    .option('--quiet', 'print no progress and no report')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rescue build fixes.jsonl --out base\n  rescue build fix-1.patch fix-2.patch --cwe CWE-22 --out base\n  rescue build . --range v1.0..HEAD --out base --update\n  OPENAI_API_KEY=... rescue build fixes.jsonl --out base --model gpt-4o-mini --max-calls 500',
    )
    .action(async (inputs: string[], flags: BuildFlags) => {
      const cwe = normalizeCwe(flags.cwe)
      if (flags.cwe !== undefined && cwe === undefined) {
        throw new RescueError('INVALID_OPTION', `--cwe takes a CWE type such as CWE-89, not "${flags.cwe}".`)
      }
      requireGitInput(inputs, flags)
      requireModel(flags)
      requireWritableTarget(flags.out)
      const source = fixesOf(inputs, flags, cwe, terminal.signal)
      const callLog =
        flags.model === undefined || !flags.llm ? undefined : new FileCallLog(checkpointOf(flags.out))
      const bar = buildProgressBar(terminal, flags)
      try {
        const distiller = await distillerOf(flags, callLog, terminal)
        const options = {
          ...(distiller && { distiller }),
          onProgress: bar.update,
          signal: terminal.signal,
        }
        const {
          base: built,
          report,
          patches,
        } = flags.update
          ? await updateKnowledgeBase(flags.out, source, options)
          : await buildKnowledgeBase(source, options)
        if (built.weaknesses.length === 0) {
          bar.stop()
          if (flags.json) await terminal.out(JSON.stringify(report))
          else if (!flags.quiet) await terminal.out(reportText(report, built, flags.out))
          throw new RescueError(
            'INVALID_INPUT',
            `There is no fix to be used in ${inputs.join(', ')}, so nothing was written. ${flags.quiet && !flags.json ? 'Run it without --quiet: the' : 'The'} report says what was left out and why. Mend that, or give other inputs.`,
          )
        }
        const { base, remark } = await calibratedBase(built, flags)
        saveKnowledgeBase(base, flags.out, flags.patches ? { patches } : {})
        // Answers of a build whose budget was spent are still of use to the next one.
        if (report.problems.every(({ kind }) => kind !== 'budget')) callLog?.remove()
        bar.stop()
        if (flags.json) await terminal.out(JSON.stringify(report))
        else if (!flags.quiet) {
          await terminal.out(reportText(report, base, flags.out))
          if (remark !== undefined) await terminal.out(remark)
        }
      } finally {
        bar.stop()
        callLog?.close()
      }
    })
}

/** An option that nothing heeds would leave its user in the belief that it took part. */
function requireGitInput(inputs: readonly string[], { range, commits, osv }: BuildFlags): void {
  if (range === undefined && commits === undefined && osv === undefined) return
  if (inputs.some((path) => existsSync(join(path, '.git')))) return
  throw new RescueError(
    'INVALID_OPTION',
    '--range, --commits and --osv are about git work trees, and none of the inputs is one. Give one, or leave them out.',
  )
}

function requireModel({ model, maxCalls, maxTokens, keepUngrounded }: BuildFlags): void {
  if (model !== undefined) return
  if (maxCalls === undefined && maxTokens === undefined && !keepUngrounded) return
  throw new RescueError(
    'INVALID_OPTION',
    '--max-calls, --max-tokens and --keep-ungrounded are about a chat model. Name one with --model, or leave them out.',
  )
}

/** The fixes of all inputs; advisories that cannot be read are reported with them. */
async function* fixesOf(
  inputs: readonly string[],
  { language, columns, range, commits, osv }: BuildFlags,
  cwe: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<PatchOutcome> {
  let listed: FixCommit[] | undefined = commits?.map((hash) => ({ hash }))
  if (osv !== undefined) {
    const advisories = await readOsvFixes(osv)
    for (const skipped of advisories.skipped) yield { kind: 'skipped', skipped }
    listed = [...(listed ?? []), ...advisories.commits]
  }
  yield* readAllPatches(inputs, {
    ...(cwe !== undefined && { cwe }),
    ...(language !== undefined && { language }),
    ...(columns && { columns }),
    git: { ...(range !== undefined && { range }), ...(listed && { commits: listed }), signal },
  })
}

function parseList(text: string): string[] {
  return text.split(',').map((part) => part.trim())
}

function parseColumns(text: string): ColumnMapping {
  let parsed: unknown
  try {
    parsed = parseJson(text)
  } catch {
    parsed = undefined
  }
  const fields = Object.keys(columnMappings.rescue)
  const isMapping =
    typeof parsed === 'object' &&
    parsed !== null &&
    Object.entries(parsed).every(([field, column]) => fields.includes(field) && typeof column === 'string')
  if (isMapping) return parsed as ColumnMapping
  throw new InvalidArgumentError(
    `Give JSON such as {"before":"old","after":"new","cwe":"weakness"}. Fields are ${fields.join(', ')}.`,
  )
}

/** Beside the base, so that the next run with the same target finds it. */
function checkpointOf(out: string): string {
  const target = resolve(out)
  return join(dirname(target), `.${basename(target)}.calls.jsonl`)
}

/** A model costs money, so a build uses one only when it is named. */
async function distillerOf(
  { model, llm, concurrency, maxCalls, maxTokens, keepUngrounded }: BuildFlags,
  callLog: FileCallLog | undefined,
  terminal: Terminal,
): Promise<GuidelineDistiller | undefined> {
  if (model === undefined) return undefined
  const chatModel = await openAiModel({ model, llm }, terminal.env)
  if (!chatModel) return undefined
  return new GuidelineDistiller(chatModel, {
    concurrency,
    ...(maxCalls !== undefined && { maxCalls }),
    ...(maxTokens !== undefined && { maxTotalTokens: maxTokens }),
    ...(keepUngrounded && { ungrounded: 'keep' }),
    ...(callLog && { callLog }),
  })
}
