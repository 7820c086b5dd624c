import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RescueError } from '../../errors.js'
import { parseJson } from '../../text/parse-json.js'
import { type CodeGuardPlusOptions, readCodeGuardPlus } from './codeguard-plus.js'
import { type CwEvalOptions, readCwEval } from './cweval.js'
import { isHumanEvalLine, readHumanEval } from './humaneval.js'
import type { Problem } from './problem.js'
import { readProblemFile } from './problem-file.js'
import { readText } from './text-file.js'

/** Forms of benchmarks that are read. */
export const benchmarkFormats = ['problems', 'humaneval', 'codeguard-plus', 'cweval'] as const

/** Form of a benchmark. */
export type BenchmarkFormat = (typeof benchmarkFormats)[number]

/** Options of {@link readBenchmark}. */
export interface ReadBenchmarkOptions {
  /** Told from the files where it is not given. */
  format?: BenchmarkFormat
  /** How solutions are judged, for that form. */
  codeGuardPlus?: CodeGuardPlusOptions
  /** How solutions are judged, for that form. */
  cwEval?: CwEvalOptions
}

/**
 * Reads a benchmark that the user brings: a checkout of CodeGuard+ or CWEval, or a file of problems.
 *
 * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD; INVALID_OPTION; INVALID_INPUT where it holds no problem or one twice
 */
export async function readBenchmark(path: string, options: ReadBenchmarkOptions = {}): Promise<Problem[]> {
  if (typeof path !== 'string') {
    throw new RescueError('INVALID_INPUT', `The path of a benchmark is text, and this is ${typeof path}.`)
  }
  const problems = await read(path, options.format ?? (await formatOf(path)), options)
  if (problems.length === 0) {
    throw new RescueError('INVALID_INPUT', `The benchmark "${path}" holds no problem.`, { file: path })
  }
  const seen = new Set<string>()
  for (const { id } of problems) {
    if (seen.has(id)) {
      throw new RescueError('INVALID_INPUT', `The benchmark "${path}" holds the problem "${id}" twice.`, {
        file: path,
        record: id,
      })
    }
    seen.add(id)
  }
  return problems
}

async function read(
  path: string,
  format: BenchmarkFormat,
  options: ReadBenchmarkOptions,
): Promise<Problem[]> {
  switch (format) {
    case 'problems':
      return readProblemFile(path)
    case 'humaneval':
      return readHumanEval(path)
    case 'codeguard-plus':
      return readCodeGuardPlus(path, options.codeGuardPlus)
    case 'cweval':
      return readCwEval(path, options.cwEval)
    default:
      throw new RescueError(
        'INVALID_OPTION',
        `There is no form "${format}". Known are ${benchmarkFormats.join(', ')}.`,
      )
  }
}

async function formatOf(path: string): Promise<BenchmarkFormat> {
  if (await isDirectory(join(path, 'data', 'base'))) return 'codeguard-plus'
  if (await isDirectory(join(path, 'benchmark'))) return 'cweval'
  if (await isDirectory(path)) {
    throw new RescueError(
      'INVALID_INPUT',
      `The directory "${path}" is no benchmark that is known: CodeGuard+ has data/base, CWEval has benchmark. Name the form (format; on the command line --format).`,
      { file: path },
    )
  }
  const first = (await readText(path)).split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  try {
    return isHumanEvalLine(parseJson(first)) ? 'humaneval' : 'problems'
  } catch {
    // The reader will say what is wrong.
    return 'problems'
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
