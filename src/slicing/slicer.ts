import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import { countErrorLines, type LanguageId, type Limitation, parseProgram } from '../languages/index.js'
import type { LineCoverage } from './coverage.js'
import { buildDependenceGraph } from './dependence-graph.js'
import { executableStatements } from './executable.js'
import { isJump } from './jumps.js'
import { completePair, crossedStatements, type Version } from './patch-pair.js'
import { isDefinition, referencedStatements, writeWithDefinitions } from './references.js'
import { writeSlice } from './slice-text.js'
import { layOutText, type TextLayout } from './text-layout.js'
import { makeWalkable, reach, sharesVariable, type WalkableGraph } from './traversal.js'

/** Options of a slice; defaults in {@link slicerDefaults}. */
export interface SlicerOptions {
  /** Dependences that are followed from the criterion, at most; `all` for the full slice. */
  hops?: number | 'all'
  /** Backward: what the criterion depends on. Forward: what depends on it. */
  direction?: 'backward' | 'forward' | 'both'
  /**
   * The slice is to be run and to compute the same values at the criterion: follows all dependences backward, calls and
   * exceptions among them, and keeps declarations, whatever `hops` and `direction` say.
   */
  executable?: boolean
  /** Keep the comments that stand before kept statements. */
  comments?: boolean
}

/** The defaults of {@link SlicerOptions}: two hops, both ways, as in the paper. */
export const slicerDefaults: Readonly<Required<SlicerOptions>> = {
  hops: 2,
  direction: 'both',
  executable: false,
  comments: false,
}

/** Lines to slice for, from 1. */
export interface SliceCriterion {
  /** Lines of the source, from 1. */
  readonly lines: readonly number[]
  /** Coverage of a run: the slice is then restricted to what that run executed. */
  readonly coverage?: LineCoverage
}

/** A part of a source text. */
export interface Slice {
  /** Lines of the source in their order, and a no-op where a body would be empty. */
  readonly code: string
  /** Source lines that are kept, from 1, ascending. */
  readonly lines: readonly number[]
  /** Number of lines of the source. */
  readonly sourceLines: number
  /** Of the source. */
  readonly language: LanguageId
  /** What the analysis could not see. */
  readonly limitations: readonly Limitation[]
}

/** The two versions of a patch. */
export interface PatchSource {
  /** The vulnerable version. */
  readonly before: string
  /** The secure version. */
  readonly after: string
  /** Of both. */
  readonly language: LanguageId
}

/** The parallel slices of a patch. */
export interface PatchSlices {
  /** Of the version before. */
  readonly vulnerable: Slice
  /** Of the version after. */
  readonly secure: Slice
}

/** Cuts source texts down to what matters for some of their lines, over the program dependence graph. */
export class Slicer {
  private readonly options: Required<SlicerOptions>

  constructor(options: SlicerOptions = {}) {
    this.options = resolved(options, slicerDefaults)
  }

  /**
   * The slice for some lines.
   *
   * @throws RescueError INVALID_INPUT where the text is too large or a line is outside of it, INVALID_OPTION,
   *   MISSING_DEPENDENCY where the grammar is not installed
   */
  slice(code: string, language: LanguageId, criterion: SliceCriterion, options: SlicerOptions = {}): Slice {
    const settings = resolved(options, this.options)
    if (!Array.isArray(criterion?.lines)) {
      throw new RescueError('INVALID_INPUT', 'The criterion names no lines. Give { lines: [3, 7] }, from 1.')
    }
    const analysis = analyse(code, language, criterion.coverage)
    const { program } = analysis.walkable.graph
    for (const line of criterion.lines) {
      if (Number.isInteger(line) && line >= 1 && line <= program.sourceLines.length) continue
      throw new RescueError(
        'INVALID_INPUT',
        `The criterion names line ${line}, but the source has the lines 1 to ${program.sourceLines.length}.`,
      )
    }
    const points = analysis.statementsAt(criterion.lines)
    const statements = settings.executable
      ? executableStatements(analysis.walkable, analysis.layout, points)
      : hopStatements(analysis, points, settings)
    return finish(analysis, statements, settings)
  }

  /**
   * The slices of a patch: points of interest are the lines that it deletes in the old version and those that it adds in the
   * new one. Each slice then gains the other's statements outside of the patch, so that both can be read side by side.
   *
   * @throws RescueError as {@link slice}
   */
  slicePatch(patch: PatchSource, options: SlicerOptions = {}): PatchSlices {
    const settings = resolved(options, this.options)
    const versions = [patch.before, patch.after].map((code): Version & { analysis: Analysis } => {
      const analysis = analyse(code, patch.language)
      return {
        analysis,
        lines: analysis.walkable.graph.program.sourceLines,
        statementsAt: analysis.statementsAt,
        linesOf: (id) => analysis.layout.lines[id]!,
        orderMatters: (moved, crossed) =>
          isJump(analysis.walkable.graph.program.statements[crossed]!) ||
          sharesVariable(analysis.walkable, moved, crossed),
        slice: (points) =>
          settings.executable
            ? executableStatements(analysis.walkable, analysis.layout, points)
            : hopStatements(analysis, points, settings),
      }
    })
    const [before, after] = versions as [(typeof versions)[0], (typeof versions)[0]]
    const pair = completePair(before, after)
    const slices = (): PatchSlices => ({
      vulnerable: finish(before.analysis, pair.before, settings),
      secure: finish(after.analysis, pair.after, settings),
    })
    const found = slices()
    if (found.vulnerable.code !== found.secure.code || patch.before === patch.after) return found
    const crossed = crossedStatements(before, after)
    if (crossed.before.size === 0) return found
    for (const id of crossed.before) pair.before.add(id)
    for (const id of crossed.after) pair.after.add(id)
    return slices()
  }
}

interface Analysis {
  readonly walkable: WalkableGraph
  readonly layout: TextLayout
  readonly language: LanguageId
  readonly statementsAt: (lines: Iterable<number>) => Set<number>
}

function analyse(code: string, language: LanguageId, coverage?: LineCoverage): Analysis {
  const program = parseProgram(code, language)
  const layout = layOutText(program)
  const count = program.statements.length
  const statementsAt = (lines: Iterable<number>): Set<number> => {
    const found = new Set<number>()
    for (const line of lines) {
      for (const unit of layout.unitsOnLine[line] ?? []) {
        // The frame of a block stands for the statement that it belongs to.
        const statement = unit < count ? unit : layout.parents[unit]!
        if (statement >= 0 && statement < count) found.add(statement)
      }
    }
    return found
  }
  return { walkable: makeWalkable(buildDependenceGraph(program, coverage)), layout, language, statementsAt }
}

function hopStatements(
  analysis: Analysis,
  points: ReadonlySet<number>,
  options: Required<SlicerOptions>,
): Set<number> {
  const { walkable } = analysis
  const hops = options.hops === 'all' ? Number.POSITIVE_INFINITY : options.hops
  const complete = options.hops === 'all'
  const found = new Set(points)
  for (const direction of ['backward', 'forward'] as const) {
    if (options.direction !== 'both' && options.direction !== direction) continue
    for (const id of reach(walkable, points, { direction, hops, complete })) {
      // A function that is only called is not shown as an empty shell.
      if (complete || points.has(id) || !isDefinition(walkable.graph, id)) found.add(id)
    }
  }
  for (const id of referencedStatements(walkable, found)) found.add(id)
  return found
}

function finish(
  analysis: Analysis,
  statements: ReadonlySet<number>,
  options: Required<SlicerOptions>,
): Slice {
  const { layout, walkable, language } = analysis
  const { program } = walkable.graph
  const text = options.executable
    ? writeSlice(layout, statements, options)
    : writeWithDefinitions(walkable, layout, statements, options)
  const limitations = [...walkable.graph.limitations]
  let { code, lines } = text
  const whole = text.lines.length === program.sourceLines.length
  if (!whole && countErrorLines(code, language) > program.errorLines.length) {
    code = program.sourceLines.join(program.lineEnd)
    lines = program.sourceLines.map((_, index) => index + 1)
    limitations.push({
      kind: 'limit',
      message: 'The kept lines alone would not parse, so the whole text is kept.',
      line: 1,
      procedure: '<module>',
    })
  }
  return { code, lines, sourceLines: program.sourceLines.length, language, limitations }
}

function resolved(options: SlicerOptions, defaults: Required<SlicerOptions>): Required<SlicerOptions> {
  const merged: Required<SlicerOptions> = withDefaults(defaults, options)
  if (merged.hops !== 'all' && (!Number.isInteger(merged.hops) || merged.hops < 0)) {
    throw new RescueError(
      'INVALID_OPTION',
      `hops is ${merged.hops}; it must be a whole number from 0 on, or "all".`,
    )
  }
  if (!['backward', 'forward', 'both'].includes(merged.direction)) {
    throw new RescueError(
      'INVALID_OPTION',
      `direction is "${merged.direction}"; it must be "backward", "forward" or "both".`,
    )
  }
  return merged
}
