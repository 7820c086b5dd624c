import * as z from 'zod'
import { RescueError } from '../errors.js'
import { answerText, type ChatMessage, type ChatModel } from '../ports/chat-model.js'
import { countTokens } from '../ports/token-counter.js'
import { digestOf } from './canonical-json.js'
import { JsonLinesFile } from './json-lines-file.js'
import { usageOf } from './token-usage.js'

/**
 * What a cassette does with a request. `replay`: answer from the recording, never ask a model. `record`: answer from the recording,
 * ask the model for what is missing and add it.
 */
export type CassetteMode = 'record' | 'replay'

/** Options of {@link Cassette.open}. */
export interface CassetteOptions {
  /** Whether a model may be asked for what is missing. */
  mode: CassetteMode
  /**
   * What makes an answer what it is beside the messages: name of the model, temperature and the like. Part of the key, so that
   * the answers of two models never mix.
   */
  model: Readonly<Record<string, string | number | boolean>>
}

const entry = z.object({
  key: z.string(),
  model: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  sample: z.number(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  answer: z.string(),
  usage_metadata: z.object({ input_tokens: z.number(), output_tokens: z.number() }),
  milliseconds: z.number(),
})
type Entry = z.infer<typeof entry>

/** An answer as a cassette gives it: what LangChain's messages carry, and how long the model took when it was recorded. */
export interface RecordedAnswer {
  /** The text of the answer. */
  content: string
  /** What the provider counted, under the name that LangChain's messages give it. */
  usage_metadata: {
    /** Tokens of the request. */
    input_tokens: number
    /** Tokens of the answer. */
    output_tokens: number
  }
  /** How long the model took when the answer was recorded. */
  recordedMilliseconds: number
}

/**
 * Recorded answers of a chat model: JSON lines, each with the whole request and its answer, found by a digest of the
 * request (model, messages, number of the sample). With a complete recording an evaluation can be repeated free of charge, and
 * every answer is the same byte for byte, whatever order the requests come in.
 */
export class Cassette {
  readonly #file: JsonLinesFile
  readonly #options: CassetteOptions
  readonly #entries: Map<string, Entry>
  /** Requests that are being asked: the same one again waits for the same answer. */
  readonly #pending = new Map<string, Promise<Entry>>()

  private constructor(file: JsonLinesFile, options: CassetteOptions, entries: Map<string, Entry>) {
    this.#file = file
    this.#options = options
    this.#entries = entries
  }

  /**
   * @param path file to read and, when recording, to add to; it is made at the first answer
   * @throws RescueError FILE_UNREADABLE; MALFORMED_RECORD for a line that is no entry
   */
  static async open(path: string, options: CassetteOptions): Promise<Cassette> {
    const file = new JsonLinesFile(path)
    const entries = new Map<string, Entry>()
    for await (const { value, line } of file.read()) {
      const parsed = entry.safeParse(value)
      if (!parsed.success || parsed.data.key !== keyOf(parsed.data)) {
        throw new RescueError(
          'MALFORMED_RECORD',
          `${path}:${line} is no entry of a cassette, or its request was changed. Remove the line, or record it again.`,
          { file: path, line },
        )
      }
      entries.set(parsed.data.key, parsed.data)
    }
    if (options.mode === 'replay' && entries.size === 0) {
      throw new RescueError(
        'FILE_UNREADABLE',
        `The cassette "${path}" is missing or empty. Record it first.`,
        {
          file: path,
        },
      )
    }
    return new Cassette(file, options, entries)
  }

  /** Number of recorded answers. */
  get size(): number {
    return this.#entries.size
  }

  /**
   * A chat model that answers from this cassette.
   *
   * @param model asked for what is missing when recording
   * @param sample tells apart requests that are alike but want independent answers
   */
  model(model?: ChatModel, sample = 0): ChatModel {
    return {
      invoke: async (messages, options): Promise<RecordedAnswer> => {
        const request = { model: { ...this.#options.model }, sample, messages: messages.map(plain) }
        const key = keyOf(request)
        const known = this.#entries.get(key)
        if (known) return answerOf(known)
        if (this.#options.mode === 'replay' || !model) throw this.#missing(key, messages, sample)
        let asked = this.#pending.get(key)
        if (!asked) {
          asked = this.#ask(key, request, () => model.invoke(messages, options))
          this.#pending.set(key, asked)
        }
        try {
          return answerOf(await asked)
        } finally {
          this.#pending.delete(key)
        }
      },
    }
  }

  async #ask(
    key: string,
    request: Pick<Entry, 'model' | 'sample' | 'messages'>,
    invoke: () => Promise<unknown>,
  ): Promise<Entry> {
    const started = performance.now()
    const answer = await invoke()
    const milliseconds = Math.round(performance.now() - started)
    const { inputTokens, outputTokens } = usageOf(request.messages, answer, countTokens)
    const made: Entry = {
      key,
      ...request,
      answer: answerText(answer),
      usage_metadata: { input_tokens: inputTokens, output_tokens: outputTokens },
      milliseconds,
    }
    await this.#file.append(made)
    this.#entries.set(key, made)
    return made
  }

  #missing(key: string, messages: readonly ChatMessage[], sample: number): RescueError {
    const last = messages.at(-1)?.content.replace(/\s+/g, ' ').slice(0, 120) ?? ''
    return new RescueError(
      'NOT_RECORDED',
      `The cassette "${this.#file.path}" holds no answer for this request (key ${key.slice(0, 12)}, sample ${sample}, model ${JSON.stringify(this.#options.model)}, last message "${last}"). Something in the prompt, the model or the options differs from when it was recorded: record it again, or go back to what it was.`,
      { file: this.#file.path, record: key },
    )
  }
}

function keyOf({ model, sample, messages }: Pick<Entry, 'model' | 'sample' | 'messages'>): string {
  return digestOf({ model, sample, messages })
}

function plain({ role, content }: ChatMessage): ChatMessage {
  return { role, content }
}

function answerOf({ answer, usage_metadata, milliseconds }: Entry): RecordedAnswer {
  return { content: answer, usage_metadata, recordedMilliseconds: milliseconds }
}
