import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { RescueError } from '../errors.js'
import {
  type KnowledgeBase,
  loadKnowledgeBase,
  loadShippedKnowledge,
  type MergeConflict,
  mergeKnowledgeBases,
  requireWritableTarget,
  saveKnowledgeBase,
} from '../knowledge/index.js'
import { calibratedBase } from './calibrated-base.js'
import { noteWithheld } from './knowledge-options.js'
import { printable } from './redact.js'
import type { Terminal } from './terminal.js'

interface MergeFlags {
  out: string
  shipped?: boolean
  json?: boolean
}

/** How much a base holds. */
interface Counts {
  weaknesses: number
  guidelines: number
  causes: number
  examples: number
}

/** What `rescue merge --json` prints; its shape is part of the public contract. */
interface MergeReport extends Counts {
  /** The bases in the order in which they count. */
  bases: (Counts & { name: string })[]
  /** What several bases say alike, and the merged one says once. */
  repeated: Counts
  /** What they say differently, and which of it stands. */
  conflicts: MergeConflict[]
  /** Whether thresholds were computed for the merged base. */
  calibrated: boolean
  remark?: string
}

/** Adds `rescue merge`. */
export function addMergeCommand(program: Command, terminal: Terminal): void {
  program
    .command('merge')
    .summary('put several knowledge bases together')
    .description(
      'Writes one base that holds what all of them hold, each fix and each sentence once. Where they contradict each other, the base that is named first counts, and the report says so. Thresholds are computed anew.',
    )
    .argument('<bases...>', 'directories of knowledge bases, the one that counts most first')
    .requiredOption(
      '--out <dir>',
      'directory of the merged base; a base that is there is replaced in one step',
    )
    .option('--shipped', 'add the base that comes with the package, as the last one')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rescue merge our-base --shipped --out all\n  rescue merge team-a team-b team-c --out company --json',
    )
    .action(async (paths: string[], flags: MergeFlags) => {
      requireMergeable(paths, flags)
      requireWritableTarget(flags.out)
      const bases: { name: string; base: KnowledgeBase }[] = []
      for (const path of paths) bases.push({ name: path, base: await loadKnowledgeBase(path) })
      for (const { base } of bases) noteWithheld(base, terminal)
      if (flags.shipped) bases.push({ name: 'the shipped base', base: await loadShippedKnowledge() })
      const conflicts: MergeConflict[] = []
      const merged = bases
        .map(({ base }) => base)
        .reduce((all, base) =>
          mergeKnowledgeBases(all, base, { onConflict: (conflict) => conflicts.push(conflict) }),
        )
      const { base, remark } = await calibratedBase(merged, { background: 'own' })
      if (terminal.signal.aborted) throw terminal.signal.reason
      saveKnowledgeBase(base, flags.out)
      const report: MergeReport = {
        ...countsOf(base),
        bases: bases.map(({ name, base: part }) => ({ name, ...countsOf(part) })),
        repeated: repeatedIn(
          base,
          bases.map((part) => part.base),
        ),
        conflicts,
        calibrated: remark === undefined,
        ...(remark !== undefined && { remark }),
      }
      if (flags.json) await terminal.out(JSON.stringify(report))
      else if (!terminal.quiet) await terminal.out(mergeReportText(report, flags.out))
    })
}

/** A base that is written over while it is merged would lose its fixes, and could not be updated any more. */
function requireMergeable(paths: readonly string[], { out, shipped }: MergeFlags): void {
  if (paths.length + (shipped ? 1 : 0) < 2) {
    throw new RescueError(
      'INVALID_OPTION',
      'Merging takes at least two knowledge bases. Name another one, or add the shipped one with --shipped.',
    )
  }
  const placeOf = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path))
  const places = paths.map(placeOf)
  const twice = paths.find((_, index) => places.indexOf(places[index]!) < index)
  if (twice !== undefined) {
    throw new RescueError('INVALID_OPTION', `"${twice}" is named twice. Name each base once.`)
  }
  if (!places.includes(placeOf(out))) return
  throw new RescueError(
    'INVALID_OPTION',
    `--out "${out}" is one of the bases. Choose another directory: the merged base is made of finished bases, so it cannot be updated with new fixes, and yours has to stay for that.`,
  )
}

/** What a base holds as it was distilled, before reviews are applied. */
function countsOf({ parts: { weaknesses, examples } }: KnowledgeBase): Counts {
  return {
    weaknesses: weaknesses.length,
    guidelines: weaknesses.reduce((sum, { guidelines }) => sum + guidelines.length, 0),
    causes: weaknesses.reduce((sum, { causes }) => sum + causes.length, 0),
    examples: examples.length,
  }
}

function repeatedIn(merged: KnowledgeBase, parts: readonly KnowledgeBase[]): Counts {
  const kept = countsOf(merged)
  const all = parts.map(countsOf)
  const repeated = (name: keyof Counts) => all.reduce((sum, counts) => sum + counts[name], -kept[name])
  return {
    weaknesses: repeated('weaknesses'),
    guidelines: repeated('guidelines'),
    causes: repeated('causes'),
    examples: repeated('examples'),
  }
}

/** The report for people. */
function mergeReportText(report: MergeReport, out: string): string {
  const counted = ({ weaknesses, guidelines, causes, examples }: Counts) =>
    `${weaknesses} weaknesses, ${guidelines} guidelines, ${causes} causes, ${examples} examples`
  const lines = [
    `Knowledge base in ${out}: ${counted(report)}`,
    ...report.bases.map(({ name, ...counts }) => `  from ${name}: ${counted(counts)}`),
    `Said by several of them: ${counted(report.repeated)}`,
    report.conflicts.length > 0
      ? `Conflicts, settled for the base that is named first: ${report.conflicts.length}`
      : 'No conflicts',
    ...report.conflicts.map((conflict) => printable(`  ${conflictText(conflict)}`)),
    ...(report.remark === undefined ? [] : [report.remark]),
  ]
  return lines.join('\n')
}

function conflictText(conflict: MergeConflict): string {
  if (conflict.kind === 'example-renamed') {
    return `${conflict.cwe}: two fixes are called "${conflict.id}"; the later one is now "${conflict.renamed}"`
  }
  if (conflict.kind === 'weakness-name') {
    return `${conflict.cwe}: called "${conflict.kept}", elsewhere "${conflict.dropped}"`
  }
  const { kept, dropped } = conflict
  const subject =
    kept.about === 'example' ? `example "${kept.id}"` : `${kept.cwe}: ${kept.about} "${kept.text}"`
  return `${subject}: reviewers decided ${kept.decision}, elsewhere ${
    dropped.decision === kept.decision ? `${dropped.decision} in other words` : dropped.decision
  }`
}
