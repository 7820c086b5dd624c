import { existsSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { RescueError } from '../errors.js'
import {
  type Baseline,
  baselineText,
  type ChangeSet,
  changesOfDiff,
  changesOfRange,
  confirmFindings,
  emptyBaseline,
  extendBaseline,
  type FailOn,
  failing,
  parseBaseline,
  parseFailOn,
  type Review,
  reviewAnnotations,
  reviewChanges,
  reviewJson,
  reviewMarkdown,
  reviewSarif,
  withoutKnown,
} from '../review/index.js'
import { addKnowledgeOptions, type KnowledgeFlags } from './knowledge-options.js'
import { addModelOption, openAiModel } from './openai.js'
import { PartialFailure } from './partial-failure.js'
import { readText } from './source-file.js'
import { rescueOf } from './task-options.js'
import type { Terminal } from './terminal.js'
import { writeWholeFile } from './write-file.js'

const formats = {
  markdown: (review: Review) => reviewMarkdown(review).trimEnd(),
  json: reviewJson,
  github: reviewAnnotations,
  sarif: (review: Review) => JSON.stringify(reviewSarif(review), undefined, 2),
} as const

interface ReviewFlags extends KnowledgeFlags {
  range?: string
  format: keyof typeof formats
  json?: boolean
  failOn: FailOn
  baseline?: string
  updateBaseline?: boolean
  confirm?: boolean
  model?: string
}

/** Adds `rescue review`. */
export function addReviewCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('review')
    .summary('say what fixes of similar code teach about the functions of a change')
    .description(
      'Looks up the knowledge base for every changed function: its new text is the draft. Guidance for the author, no verdict, and no ' +
        'chat model is needed.',
    )
    .argument('[diff]', 'unified diff, - for standard input')
    .option(
      '--range <A..B>',
      'revisions of the git repository in the working directory; shows whole functions',
    )
    .addOption(
      new Option('--format <format>', 'how to print it').choices(Object.keys(formats)).default('markdown'),
    )
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .option(
      '--fail-on <what>',
      'exit 1 on findings: none, any, confirmed, or CWE types such as CWE-89,CWE-78',
      parseFailOn,
      'none',
    )
    .option('--baseline <file>', 'file of findings that stay quiet')
    .option('--update-baseline', 'add what is found to the baseline file')
    .option(
      '--confirm',
      'ask a chat model about each finding (OPENAI_API_KEY, or OPENAI_BASE_URL for a local server)',
    )
  addKnowledgeOptions(addModelOption(command, 'chat model for --confirm'))
    .addHelpText(
      'after',
      '\nExamples:\n  rescue review --range main..HEAD\n  git diff --function-context | rescue review -\n  rescue review --range origin/main...HEAD --format github --baseline .rescue-baseline.json\n  rescue review --range origin/main...HEAD --format sarif > rescue.sarif',
    )
    .action(async (diff: string | undefined, flags: ReviewFlags) => {
      requireConsistent(flags)
      const baseline = readBaseline(flags, await baselineTextOf(flags, terminal))
      const changes = await changesOf(diff, flags, terminal)
      const { signal } = terminal
      const rescue = await rescueOf({ ...flags, llm: false }, terminal)
      const all = await reviewChanges(rescue, changes, { signal })
      const review = await confirmed(withoutKnown(all, baseline), flags, terminal)
      // Before the review is printed, since the reader of a pipe may end us.
      if (flags.updateBaseline && flags.baseline !== undefined) {
        writeWholeFile(flags.baseline, baselineText(extendBaseline(baseline, all.findings)))
      }
      await terminal.out(formats[flags.json ? 'json' : flags.format](review))
      if (flags.updateBaseline) return
      const count = failing(review.findings, flags.failOn).length
      if (count > 0)
        throw new PartialFailure(
          `${count} of ${review.findings.length} findings fail the review (--fail-on).`,
        )
    })
}

function requireConsistent({ failOn, confirm, model, updateBaseline, baseline }: ReviewFlags): void {
  if (failOn === 'confirmed' && !confirm) {
    throw new RescueError(
      'INVALID_OPTION',
      '--fail-on confirmed needs --confirm: without a model nothing is confirmed.',
    )
  }
  if (model !== undefined && !confirm) {
    throw new RescueError(
      'INVALID_OPTION',
      '--model is asked by --confirm alone. Add --confirm, or leave out --model.',
    )
  }
  if (updateBaseline && baseline === undefined) {
    throw new RescueError('INVALID_OPTION', '--update-baseline needs to know the file: give --baseline FILE.')
  }
}

function changesOf(diff: string | undefined, { range }: ReviewFlags, terminal: Terminal): Promise<ChangeSet> {
  if ((diff === undefined) === (range === undefined)) {
    throw new RescueError('INVALID_OPTION', 'Give either a diff (- for standard input) or --range A..B.')
  }
  if (range !== undefined) return changesOfRange(range, { cwd: terminal.cwd, signal: terminal.signal })
  return readText(diff as string, terminal).then(changesOfDiff)
}

/** The text of the baseline; undefined where it is still to be made. */
async function baselineTextOf(
  { baseline, updateBaseline }: ReviewFlags,
  terminal: Terminal,
): Promise<string | undefined> {
  if (baseline === undefined || (updateBaseline && !existsSync(baseline))) return undefined
  return readText(baseline, terminal)
}

function readBaseline({ baseline = '' }: ReviewFlags, text: string | undefined): Baseline {
  return text === undefined ? emptyBaseline : parseBaseline(text, baseline)
}

async function confirmed(review: Review, flags: ReviewFlags, terminal: Terminal): Promise<Review> {
  if (!flags.confirm) return review
  const model = await openAiModel({ ...flags, llm: true }, terminal.env)
  if (!model) {
    throw new RescueError(
      'INVALID_OPTION',
      '--confirm needs a chat model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server.',
    )
  }
  const { signal } = terminal
  return { ...review, findings: await confirmFindings(model, review.findings, { policy: { signal } }) }
}
