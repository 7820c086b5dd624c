import type { TaskAnalysis } from '../analysis/index.js'
import { RescueError, type RescueErrorCode } from '../errors.js'
import { JsonLinesFile } from './json-lines-file.js'
import type { Judgement } from './judging/index.js'
import type { Answer, Sample, SamplePlace, SharedAnalysis } from './sample.js'
import { samplesLine } from './samples-schema.js'

/** Version of the file's form. */
const formatVersion = 2

/** What a run was made with; two runs with other settings must not share a file. */
export type RunSettings = Readonly<Record<string, string>>

/** An analysis as JSON: errors become their code and message. */
type StoredAnalysis = Omit<TaskAnalysis, 'failures'> & {
  failures: { facet: 'cause' | 'draft'; code: RescueErrorCode; message: string }[]
}

type StoredShared = Omit<SharedAnalysis, 'analysis'> & { analysis: StoredAnalysis }

/**
 * The samples of a run as JSON lines: first a line with its settings, then analyses, answers and judgements in the order in which they
 * were made. Each is written at once: a run that is killed goes on from it, and no answer is paid for twice.
 */
export class SamplesFile {
  readonly path: string
  readonly #file: JsonLinesFile
  readonly #answers = new Map<string, Answer>()
  readonly #judgements = new Map<string, Judgement>()
  readonly #analyses = new Map<string, SharedAnalysis>()

  private constructor(path: string) {
    this.path = path
    this.#file = new JsonLinesFile(path)
  }

  /**
   * Reads what is there and begins the file where nothing is.
   *
   * @throws RescueError FILE_UNREADABLE; FILE_UNWRITABLE; MALFORMED_RECORD; INVALID_INPUT where it was made with other settings
   */
  static async open(path: string, settings: RunSettings): Promise<SamplesFile> {
    const samples = new SamplesFile(path)
    let begun = false
    for await (const { value, line: number } of samples.#file.read()) {
      const { data } = samplesLine.safeParse(value)
      // The settings stand in the first line, and only there.
      if (!data || (data.kind === 'run') === begun) {
        throw new RescueError(
          'MALFORMED_RECORD',
          `${path}:${number} is no line of a samples file. Choose another file.`,
          { file: path, line: number },
        )
      }
      begun = true
      if (data.kind === 'run') requireSame(path, settings, data)
      else if (data.kind === 'answer') samples.#answers.set(keyOf(data), withoutKind<Answer>(value))
      else if (data.kind === 'judgement') {
        const { functional, security, containment } = withoutKind<Judgement>(value)
        samples.#judgements.set(judgementKey(data, data.judgedBy), { functional, security, containment })
      } else {
        const stored = withoutKind<StoredShared>(value)
        samples.#analyses.set(analysisKey(stored), { ...stored, analysis: revive(stored.analysis) })
      }
    }
    if (!begun) await samples.#file.append({ kind: 'run', version: formatVersion, settings })
    return samples
  }

  answerOf(of: SamplePlace): Answer | undefined {
    return this.#answers.get(keyOf(of))
  }

  /**
   * The sample, once it is judged.
   * @param judgedBy digest of checks and limits: what was judged by others is not judged by these
   */
  sampleOf(of: SamplePlace, judgedBy: string): Sample | undefined {
    const [answer, judgement] = [
      this.#answers.get(keyOf(of)),
      this.#judgements.get(judgementKey(of, judgedBy)),
    ]
    return answer && judgement && { ...answer, ...judgement }
  }

  analysisOf(of: Pick<SharedAnalysis, 'problem' | 'digest' | 'sample'>): SharedAnalysis | undefined {
    return this.#analyses.get(analysisKey(of))
  }

  /** @throws RescueError FILE_UNWRITABLE */
  async addAnswer(answer: Answer): Promise<void> {
    await this.#file.append({ kind: 'answer', ...answer })
    this.#answers.set(keyOf(answer), answer)
  }

  /** @throws RescueError FILE_UNWRITABLE */
  async addJudgement(of: SamplePlace, judgedBy: string, judgement: Judgement): Promise<void> {
    const { problem, digest, variant, sample } = of
    await this.#file.append({ kind: 'judgement', problem, digest, variant, sample, judgedBy, ...judgement })
    this.#judgements.set(judgementKey(of, judgedBy), judgement)
  }

  /** @throws RescueError FILE_UNWRITABLE */
  async addAnalysis(shared: SharedAnalysis): Promise<void> {
    const failures = shared.analysis.failures.map(({ facet, error: { code, message } }) => ({
      facet,
      code,
      message,
    }))
    const stored: StoredAnalysis = { ...shared.analysis, failures }
    await this.#file.append({ kind: 'analysis', ...shared, analysis: stored })
    this.#analyses.set(analysisKey(shared), shared)
  }
}

/** What was appended, as it was: the schema has checked its shape. */
function withoutKind<T>(value: unknown): T {
  const { kind: _, ...rest } = value as T & { kind: string }
  return rest as T
}

function keyOf({ problem, digest, variant, sample }: SamplePlace): string {
  return JSON.stringify([problem, digest, variant, sample])
}

function judgementKey({ problem, digest, variant, sample }: SamplePlace, judgedBy: string): string {
  return JSON.stringify([problem, digest, variant, sample, judgedBy])
}

function analysisKey({ problem, digest, sample }: Omit<SamplePlace, 'variant'>): string {
  return JSON.stringify([problem, digest, sample])
}

function revive({ failures, ...analysis }: StoredAnalysis): TaskAnalysis {
  return {
    ...analysis,
    failures: failures.map(({ facet, code, message }) => ({ facet, error: new RescueError(code, message) })),
  }
}

function requireSame(
  path: string,
  settings: RunSettings,
  found: { version: number; settings: RunSettings },
): void {
  const names = [...new Set([...Object.keys(settings), ...Object.keys(found.settings)])]
  const differing = names.filter((name) => settings[name] !== found.settings[name])
  if (found.version === formatVersion && differing.length === 0) return
  const what = found.version === formatVersion ? differing.join(', ') : 'the version of the file'
  throw new RescueError(
    'INVALID_INPUT',
    `The samples in "${path}" were made with other settings (${what}), so they cannot be put together with these. Choose another file.`,
    { file: path },
  )
}
