import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { RescueError } from '../errors.js'
import {
  buildReport,
  Cassette,
  checkReferences,
  evaluate,
  type Problem,
  readBenchmark,
  renderHtml,
  renderMarkdown,
  Sandbox,
} from '../evaluation/index.js'
import { loadKnowledgePatches } from '../knowledge/index.js'
import { readAllPatches, type SecurityPatch } from '../patches/index.js'
import {
  addEvaluateOptions,
  benchmarkOptions,
  type EvaluateFlags,
  sandboxOptions,
} from './evaluate-options.js'
import { evaluationProgressBar } from './evaluation-progress.js'
import { knowledgeOf, loadKnowledge } from './knowledge-options.js'
import { modelNameOf, openAiModel, temperature } from './openai.js'
import { PartialFailure } from './partial-failure.js'
import type { Terminal } from './terminal.js'
import { requireAppendable, writeWholeFile } from './write-file.js'

/** Adds `rescue evaluate`. */
export function addEvaluateCommand(program: Command, terminal: Terminal): void {
  addEvaluateOptions(program.command('evaluate'))
    .summary('measure on a benchmark how secure and how correct generated code is')
    .description(
      'Has a chat model solve the problems of a benchmark with and without security context, runs tests and security checks on every sample in a sandbox, and reports SecurePass@k, SecureRate and Pass@k. A run that was stopped goes on with the same command.',
    )
    .argument(
      '<benchmark>',
      'problems as JSON lines, a file of HumanEval, or a checkout of CodeGuard+ or CWEval',
    )
    .addHelpText(
      'after',
      `
Examples:
  rescue evaluate problems.jsonl --model gpt-4o-mini --samples 10 --k 1,10 --out results
  rescue evaluate cweval --model qwen2.5-coder --variants default,no-hierarchy,k=2
  rescue evaluate codeguard-plus --checker "codeql-sarif.sh {solution} {check_ql}" --tool-path /opt/codeql
  rescue evaluate problems.jsonl --replay answers.jsonl --no-llm
  rescue evaluate problems.jsonl --check-references`,
    )
    .action(async (path: string, flags: EvaluateFlags) => {
      const all = await readBenchmark(path, benchmarkOptions(flags))
      const problems = flags.limit === undefined ? all : all.slice(0, flags.limit)
      if (flags.checkReferences) await printReferenceCheck(problems, flags, terminal)
      else await printEvaluation(problems, flags, terminal)
    })
}

async function printEvaluation(problems: Problem[], flags: EvaluateFlags, terminal: Terminal): Promise<void> {
  const model = { name: modelNameOf(flags, terminal.env), temperature }
  const chatModel = flags.replay === undefined ? await openAiModel(flags, terminal.env) : undefined
  if (!chatModel && flags.replay === undefined) {
    throw new RescueError(
      'INVALID_OPTION',
      'An evaluation needs a chat model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server, or replay a cassette with --replay FILE.',
    )
  }
  if (flags.record !== undefined) requireAppendable(flags.record)
  const cassettePath = flags.record ?? flags.replay
  const mode = flags.replay === undefined ? 'record' : 'replay'
  const cassette = cassettePath === undefined ? undefined : await Cassette.open(cassettePath, { mode, model })
  const { knowledge, fixes } = await knowledgeAndFixes(flags, terminal)
  const bar = evaluationProgressBar(terminal)
  try {
    const evaluation = await evaluate({
      ...{ problems, model, knowledge, fixes },
      ...(chatModel && { chatModel }),
      ...(cassette && { cassette }),
      ...(flags.judgeConcurrency !== undefined && { judgeConcurrency: flags.judgeConcurrency }),
      samplesFile: join(flags.out, 'samples.jsonl'),
      variants: flags.variants,
      samples: flags.samples,
      analyses: flags.analyses,
      concurrency: flags.concurrency,
      prompt: { form: flags.form },
      sandbox: sandboxOptions(flags),
      onProgress: bar.update,
      signal: terminal.signal,
    })
    bar.stop()
    const report = buildReport(evaluation, { ks: flags.k })
    const markdown = renderMarkdown(report)
    mkdirSync(flags.out, { recursive: true })
    writeWholeFile(join(flags.out, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`)
    writeWholeFile(join(flags.out, 'report.md'), markdown)
    writeWholeFile(join(flags.out, 'report.html'), renderHtml(report))
    terminal.note(
      `Reports and samples are in ${flags.out}: report.md, report.json, report.html, samples.jsonl.`,
    )
    await terminal.out(flags.json ? JSON.stringify(report) : markdown.trimEnd())
    const { failures } = evaluation
    if (failures.length > 0) {
      throw new PartialFailure(`Missing samples: ${failures.length}. The same command tries them again.`)
    }
  } finally {
    bar.stop()
  }
}

async function knowledgeAndFixes(flags: EvaluateFlags, terminal: Terminal) {
  const knowledge = await loadKnowledge(flags, terminal)
  const directory = knowledgeOf(flags, terminal)
  const fixes = flags.fixes
    ? await readFixes(flags.fixes)
    : directory === undefined
      ? []
      : ((await loadKnowledgePatches(directory)) ?? [])
  return { knowledge, fixes }
}

async function readFixes(paths: readonly string[]): Promise<SecurityPatch[]> {
  const fixes: SecurityPatch[] = []
  for await (const outcome of readAllPatches(paths)) if ('patch' in outcome) fixes.push(outcome.patch)
  return fixes
}

async function printReferenceCheck(
  problems: Problem[],
  flags: EvaluateFlags,
  terminal: Terminal,
): Promise<void> {
  const sandbox = await Sandbox.create(sandboxOptions(flags))
  const troubles = await checkReferences(problems, { sandbox, signal: terminal.signal })
  if (flags.json) await terminal.out(JSON.stringify({ problems: problems.length, troubles }))
  else {
    for (const { problem, reference, trouble } of troubles) {
      await terminal.out(`${problem}: the ${reference} reference ${trouble}`)
    }
    await terminal.out(
      `${problems.length} problems, ${troubles.length} references judged otherwise than they should be`,
    )
  }
  if (troubles.length > 0) throw new PartialFailure('The checks of the benchmark do not hold.')
}
