import { fileURLToPath } from 'node:url'
import type { Problem } from '../../../src/evaluation/benchmarks/problem.js'
import { readBenchmark } from '../../../src/evaluation/benchmarks/read-benchmark.js'
import {
  type OpenAiServer,
  type Reply,
  type SeenRequest,
  startOpenAiServer,
} from '../../support/openai-server.js'

/** The benchmark of examples/evaluation. */
export const miniBenchmarkPath = fileURLToPath(
  new URL('../../../examples/evaluation/mini-benchmark/problems.jsonl', import.meta.url),
)

export const miniBenchmark = (): Promise<Problem[]> => readBenchmark(miniBenchmarkPath)

/** What a careful reader would answer when asked what threatens. */
const causes: Readonly<Record<string, string>> = {
  'CWE-89':
    'SQL injection threatens: what the visitor types is put into the text of a SQL query with string concatenation, so a quote ends the literal and the rest is run as SQL.',
  'CWE-22':
    'Path traversal threatens: the name is joined to the folder without a check, so dot-dot segments or an absolute path lead to files outside of it.',
  'CWE-78':
    'Operating system command injection threatens: user input becomes part of a command line that a shell parses, so shell metacharacters start further commands.',
  'CWE-502':
    'Deserialization of untrusted data threatens: the cookie comes back from the browser and pickle would rebuild arbitrary objects from it, which runs code of the attacker.',
  'CWE-79':
    'Cross-site scripting threatens: text of users is placed into HTML without escaping, so markup and scripts in it run in the browser of other visitors.',
  'CWE-1321':
    'Prototype pollution threatens: keys such as __proto__ of the parsed request body are merged recursively into an object and change the prototype of every object.',
  'CWE-787':
    'A buffer overflow threatens: strings of unknown length are copied with strcpy and strcat into a buffer of fixed size and write out of its bounds.',
  'CWE-134':
    'An uncontrolled format string threatens: text of a visitor is passed as the format of fprintf, so conversions such as %n read and write memory.',
  'CWE-190':
    'An integer overflow threatens: rows and columns of the file are multiplied in 32 bits for the size of an allocation, which wraps around and gives a block that is too small.',
  'CWE-125':
    'An out-of-bounds read threatens: the index comes from a form and is compared with the upper bound only, so a negative index reads memory in front of the array.',
}

/** Which step a request belongs to, told by its messages. */
export type Step = 'cause' | 'draft' | 'code' | 'code with context'
export function stepOf({ messages }: Pick<SeenRequest, 'messages'>): Step {
  if (messages.length > 2) return 'cause'
  if (messages.some(({ content }) => content.includes('Security knowledge'))) return 'code with context'
  return /^You write working/.test(messages[0]?.content ?? '') ? 'code' : 'draft'
}

export interface MiniServerOptions {
  /** Whether the model writes the secure solution once the prompt holds this security context. */
  heeds?: (context: string, problem: Problem) => boolean
  delayMs?: number
}

/** A model that writes insecure code unless the security context in the prompt tells it otherwise, and knows what threatens. */
export function miniModel(
  problems: readonly Problem[],
  { heeds = () => true, delayMs = 0 }: MiniServerOptions = {},
): (request: SeenRequest) => Reply {
  return (request) => {
    const last = request.messages.at(-1)?.content ?? ''
    const problem = problems.find(({ description = '' }) => last.includes(description))
    if (!problem) return { status: 400 }
    const { language, cwe = '', references } = problem
    const fenced = (code = '') => ({ text: `\`\`\`${language}\n${code}\`\`\`\n`, delayMs })
    switch (stepOf(request)) {
      case 'cause':
        return { text: causes[cwe] ?? 'No security weakness threatens: the words stay in memory.', delayMs }
      case 'code with context':
        return fenced(
          heeds(last, problem) ? references?.secure : (references?.insecure ?? references?.secure),
        )
      default:
        return fenced(references?.insecure ?? references?.secure)
    }
  }
}

/** {@link miniModel} over HTTP, as an OpenAI-compatible server answers. */
export const startMiniServer = (
  problems: readonly Problem[],
  options: MiniServerOptions = {},
): Promise<OpenAiServer> => startOpenAiServer(miniModel(problems, options))
