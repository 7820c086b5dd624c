import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  benchmarkFormats,
  codeGuardPlusDefaults,
  evaluateDefaults,
  type FindingsFormat,
  findingsFormats,
  type ReadBenchmarkOptions,
  reportDefaults,
  type SandboxOptions,
  sandboxLimitDefaults,
  variantGroups,
} from '../evaluation/index.js'
import { type PromptForm, securePromptDefaults } from '../prompting/index.js'
import { addKnowledgeOptions, type KnowledgeFlags } from './knowledge-options.js'
import { addModelOption } from './openai.js'
import { parseCount } from './whole-number.js'

/** Flags of `rescue evaluate`. */
export interface EvaluateFlags extends KnowledgeFlags {
  out: string
  variants: string[]
  samples: number
  k: number[]
  limit?: number
  analyses: 'per-sample' | 'per-problem'
  fixes?: string[]
  model?: string
  llm: boolean
  form: PromptForm
  concurrency: number
  judgeConcurrency?: number
  record?: string
  replay?: string
  format?: ReadBenchmarkOptions['format']
  checker?: string
  checkerFormat: FindingsFormat
  exploit?: string
  functionalCommand: string
  solutionFile?: string
  contain: 'namespaces' | 'limits'
  toolPath?: string[]
  timeout: number
  memory: number
  checkReferences?: boolean
  json?: boolean
}

/** Adds the flags of `rescue evaluate`. */
export function addEvaluateOptions(command: Command): Command {
  const list = (value: string) => value.split(',').filter((name) => name !== '')
  const collect = (value: string, before: string[] = []) => [...before, value]
  command
    .option('--out <dir>', 'directory of samples.jsonl and of the reports', 'evaluation')
    .addOption(
      new Option(
        '--variants <names>',
        `what to compare, with commas: names, k=N, facets=A+B, and the groups ${Object.keys(variantGroups).join(', ')}`,
      )
        .argParser(list)
        .default([...evaluateDefaults.variants], evaluateDefaults.variants.join()),
    )
    .option('--samples <n>', 'samples per problem and variant', parseCount, evaluateDefaults.samples)
    .addOption(
      new Option('--k <list>', 'the k of Pass@k and SecurePass@k')
        .argParser((value) => list(value).map(parseCount))
        .default([...reportDefaults.ks], reportDefaults.ks.join()),
    )
    .option('--limit <n>', 'only the first problems (default: all)', parseCount)
    .addOption(
      new Option('--analyses <kind>', 'a cause and a draft for each sample, or for each problem')
        .choices(['per-sample', 'per-problem'])
        .default(evaluateDefaults.analyses),
    )
  addKnowledgeOptions(command).option(
    '--fixes <paths...>',
    'what the base was built from, for variants with whole code (default: the fixes kept in the base)',
  )
  return addModelOption(command, 'chat model')
    .option('--no-llm', 'never call a chat model: only with --replay')
    .addOption(
      new Option('--form <form>', 'for instruction-tuned or for completion models')
        .choices(['chat', 'completion'])
        .default(securePromptDefaults.form),
    )
    .option(
      '--concurrency <n>',
      'samples generated at the same time',
      parseCount,
      evaluateDefaults.concurrency,
    )
    .option('--judge-concurrency <n>', 'samples judged at the same time (default: processors)', parseCount)
    .option('--record <file>', 'keep every answer of the model in this cassette, and use what it holds')
    .addOption(new Option('--replay <file>', 'take every answer from this cassette').conflicts('record'))
    .addOption(
      new Option('--format <name>', 'form of the benchmark (default: as its files tell)').choices(
        benchmarkFormats,
      ),
    )
    .option('--checker <command>', 'CodeGuard+: command that prints findings; {solution} is filled in')
    .addOption(
      new Option('--checker-format <name>', 'format of these findings')
        .choices(findingsFormats)
        .default('sarif' satisfies FindingsFormat),
    )
    .option('--exploit <command>', 'CodeGuard+: command that fails for insecure solutions')
    .addOption(
      new Option('--functional-command <command>', 'CodeGuard+: command that runs functional.py').default(
        codeGuardPlusDefaults.functionalCommand,
      ),
    )
    .option(
      '--solution-file <name>',
      'CodeGuard+: file that the solution is written to (default: named after its language)',
    )
    .addOption(
      new Option('--contain <how>', 'namespaces, or on a machine that may be thrown away: limits alone')
        .choices(['namespaces', 'limits'])
        .default('namespaces'),
    )
    .addOption(
      new Option(
        '--tool-path <dir>',
        'installation that checks need, shown read-only; may be repeated (default: none)',
      ).argParser(collect),
    )
    .option(
      '--timeout <seconds>',
      'longest run of a check',
      parseSeconds,
      sandboxLimitDefaults.timeoutMs / 1000,
    )
    .option(
      '--memory <mebibytes>',
      'most memory of a check',
      parseCount,
      sandboxLimitDefaults.memoryBytes / 2 ** 20,
    )
    .option('--check-references', 'judge the reference solutions of the benchmark instead of a model')
    .option('--json', 'print the report as JSON')
}

/** How the flags say that the benchmark is to be read. */
export function benchmarkOptions(flags: EvaluateFlags): ReadBenchmarkOptions {
  const { format, checker, checkerFormat, exploit, functionalCommand, solutionFile } = flags
  return {
    ...(format && { format }),
    codeGuardPlus: {
      functionalCommand,
      ...(solutionFile !== undefined && { solutionFile }),
      security: [
        ...(checker === undefined
          ? []
          : [{ kind: 'findings' as const, command: checker, format: checkerFormat }]),
        ...(exploit === undefined ? [] : [{ kind: 'exploit' as const, command: exploit }]),
      ],
    },
  }
}

/** How the flags say that samples are to be contained. */
export function sandboxOptions({ contain, toolPath, timeout, memory }: EvaluateFlags): SandboxOptions {
  const memoryBytes = memory * 2 ** 20
  return {
    contain,
    ...(toolPath && { toolPaths: toolPath }),
    limits: { timeoutMs: timeout * 1000, memoryBytes, processMemoryBytes: memoryBytes },
  }
}

function parseSeconds(value: string): number {
  const seconds = Number(value)
  if (/^\d+(?:\.\d+)?$/.test(value) && seconds > 0 && seconds <= 86_400) return seconds
  throw new InvalidArgumentError('Give a number of seconds above 0.')
}
