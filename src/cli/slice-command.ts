import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import { RescueError } from '../errors.js'
import { patchPage, slicePage } from '../pages/index.js'
import { changedHunks } from '../patches/index.js'
import { type Slice, Slicer, type SlicerOptions, slicerDefaults } from '../slicing/index.js'
import { parseLines } from './line-ranges.js'
import { readSource } from './source-file.js'
import type { Terminal } from './terminal.js'
import { writeOutput } from './write-file.js'

interface SliceFlags {
  lines?: number[]
  before?: string
  after?: string
  language?: string
  hops: number | 'all'
  direction: NonNullable<SlicerOptions['direction']>
  executable?: boolean
  json?: boolean
  html?: string
}

/** Adds `rescue slice`. */
export function addSliceCommand(program: Command, terminal: Terminal): void {
  program
    .command('slice')
    .summary('cut source code to the statements that matter for some lines or for a patch')
    .description(
      'Prints the slice of FILE for the given lines, or the parallel pair of slices of a patch as JSON.',
    )
    .argument('[file]', 'source file, - for standard input')
    .option('--lines <lines>', 'slicing criterion, such as 3,7-9', parseLines)
    .option('--before <file>', 'version before the patch')
    .option('--after <file>', 'version after the patch')
    .option('--language <name>', 'language (default: by the file name)')
    .option('--hops <n>', 'longest path in the dependence graph, or "all"', parseHops, slicerDefaults.hops)
    .addOption(
      new Option('--direction <direction>', 'what the criterion depends on, what depends on it, or both')
        .choices(['backward', 'forward', 'both'])
        .default(slicerDefaults.direction),
    )
    .option('--executable', 'backward slice that can be run: all hops, and the jumps that decide')
    .option('--json', 'print JSON')
    .addOption(
      new Option(
        '--html <file>',
        'write a page that shows it in its source, - for standard output',
      ).conflicts('json'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  rescue slice app.py --lines 42\n  rescue slice --before old.c --after new.c --html patch.html\n  cat app.js | rescue slice - --language javascript --lines 3,7-9 --json',
    )
    .action(async (file: string | undefined, flags: SliceFlags, command: Command) => {
      requireConsistent(flags, command)
      const { hops, direction, executable } = flags
      const slicer = new Slicer({ hops, direction, ...(executable && { executable }) })
      if (flags.before !== undefined && flags.after !== undefined && file === undefined) {
        const before = await readSource(flags.before, flags.language, terminal)
        const after = await readSource(flags.after, flags.language ?? before.language, terminal)
        const pair = slicer.slicePatch({ before: before.code, after: after.code, language: before.language })
        if (flags.html !== undefined) {
          const hunks = changedHunks({ before: before.code, after: after.code })
          const vulnerable = {
            ...before,
            name: nameOf(flags.before),
            slice: pair.vulnerable,
            criterion: hunks.flatMap(({ removed }) => removed.map(({ line }) => line)),
          }
          const secure = {
            ...after,
            name: nameOf(flags.after),
            slice: pair.secure,
            criterion: hunks.flatMap(({ added }) => added.map(({ line }) => line)),
          }
          await writeOutput(flags.html, patchPage({ vulnerable, secure }), terminal)
          return
        }
        await terminal.out(
          JSON.stringify({ vulnerable: sliceJson(pair.vulnerable), secure: sliceJson(pair.secure) }),
        )
        return
      }
      if (
        file === undefined ||
        flags.lines === undefined ||
        flags.before !== undefined ||
        flags.after !== undefined
      ) {
        throw new RescueError('INVALID_OPTION', 'Give either FILE and --lines, or --before and --after.')
      }
      const { code, language } = await readSource(file, flags.language, terminal)
      const slice = slicer.slice(code, language, { lines: flags.lines })
      if (flags.html !== undefined) {
        const source = { name: nameOf(file), code, slice, criterion: flags.lines }
        await writeOutput(flags.html, slicePage(source), terminal)
        return
      }
      await terminal.out(flags.json ? JSON.stringify(sliceJson(slice)) : slice.code.replace(/\n$/, ''))
    })
}

/** An executable slice is backward over all hops; whoever asks for another would get something else than they think. */
function requireConsistent({ executable, direction, hops }: SliceFlags, command: Command): void {
  const isGiven = (name: keyof SliceFlags) => command.getOptionValueSource(name) === 'cli'
  const clashes = (isGiven('direction') && direction !== 'backward') || (isGiven('hops') && hops !== 'all')
  if (!executable || !clashes) return
  throw new RescueError(
    'INVALID_OPTION',
    '--executable takes the backward slice over all hops. Leave out --direction and --hops.',
  )
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : basename(file)
}

function sliceJson({ code, lines, sourceLines, language, limitations }: Slice) {
  return { code, lines, sourceLines, language, limitations }
}

function parseHops(text: string): number | 'all' {
  if (text === 'all') return 'all'
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new RescueError('INVALID_OPTION', `--hops takes a whole number or "all", not "${text}".`)
}
