import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { messageOf, RescueError } from '../errors.js'
import { parseJson } from '../text/parse-json.js'
import type { Terminal } from './terminal.js'

/** Name of the file; it is looked for in the working directory and those above it. */
export const configFileName = 'rescue.config.json'

/** Longest file of settings, in bytes. */
const maxConfigBytes = 1024 * 1024

const schema = z.strictObject({
  /** Directory of the knowledge base, from the directory of the file. */
  knowledge: z.string().min(1).optional(),
  /** Name of the chat model. */
  model: z.string().min(1).optional(),
})

/**
 * The environment with what a config file adds: `RESCUE_KNOWLEDGE` and `RESCUE_MODEL`, where they are not set. Neither a key nor a
 * server can stand in the file: a repository from elsewhere could send the user's key to a server of its own.
 *
 * @throws RescueError INVALID_OPTION where the file cannot be used
 */
export function withConfig(env: Terminal['env'], cwd: string): Terminal['env'] {
  const file = findConfig(cwd)
  if (file === undefined) return env
  const { knowledge, model } = readConfig(file)
  return {
    ...(knowledge !== undefined && { RESCUE_KNOWLEDGE: resolve(dirname(file), knowledge) }),
    ...(model !== undefined && { RESCUE_MODEL: model }),
    ...env,
  }
}

function findConfig(cwd: string): string | undefined {
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    const file = join(dir, configFileName)
    if (existsSync(file)) return file
    if (dir === dirname(dir)) return undefined
  }
}

function readConfig(file: string): z.infer<typeof schema> {
  let json: unknown
  try {
    // A repository from elsewhere may hold a pipe of this name, which would keep us waiting.
    const stats = statSync(file)
    if (!stats.isFile() || stats.size > maxConfigBytes)
      throw new Error(`it is no file of at most ${maxConfigBytes} bytes`)
    json = parseJson(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new RescueError(
      'INVALID_OPTION',
      `"${file}" cannot be read as JSON: ${messageOf(cause)}. Mend it, or remove it.`,
      {
        file,
        cause,
      },
    )
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  // The values stay unsaid: somebody may have put a key there.
  const what = parsed.error.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ')
  throw new RescueError(
    'INVALID_OPTION',
    `"${file}" is not valid (${what}). It may hold "knowledge" and "model"; keys and servers belong in the environment (OPENAI_API_KEY, OPENAI_BASE_URL).`,
    { file },
  )
}
