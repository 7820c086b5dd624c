import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import type { z } from 'zod'
import { withDefaults } from '../defaults.js'
import { messageOf, RescueError } from '../errors.js'
import type { SecurityPatch } from '../patches/patch.js'
import { readLines, splitLines } from '../patches/read-lines.js'
import { containedFile } from '../text/contained-file.js'
import { inputLimitDefaults } from '../text/input-limits.js'
import { parseJson } from '../text/parse-json.js'
import { knowledgeDigest } from './digest.js'
import { KnowledgeBase } from './knowledge-base.js'
import { fileNames, formatVersion, requireDirectoryName, requiredFiles } from './layout.js'
import type { Review } from './review.js'
import {
  causeLine,
  defined,
  exampleLine,
  guidelineLine,
  issueOf,
  type Manifest,
  manifestSchema,
  patchLine,
  reviewLine,
  taskLine,
  weaknessLine,
} from './schemas.js'
import type { Weakness } from './types.js'
import { KnowledgeVectors } from './vectors.js'

/** What to do about a base that is damaged; part of every such message. */
const remedy =
  'Build it again, or take it from version control. To change what it says, edit reviews.jsonl: it is the file for that.'

/** Sizes of the files of a base; a base from elsewhere may hold anything. */
export interface LoadLimits {
  /** `manifest.json`, in bytes. */
  manifestBytes: number
  /** Each other file, vector files among them, in bytes. */
  fileBytes: number
  /** A line, in characters. */
  lineLength: number
  /** Files of vectors, one for each embedder; more are passed over. */
  vectorFiles: number
}

/** Defaults of {@link LoadLimits}. */
export const loadLimitDefaults = {
  manifestBytes: 16 * 1024 * 1024,
  fileBytes: 1024 * 1024 * 1024,
  lineLength: inputLimitDefaults.lineLength,
  vectorFiles: 32,
} as const satisfies LoadLimits

/** Options of {@link loadKnowledgeBase}. */
export interface LoadOptions {
  /** What `knowledgeDigest` says of the base that is expected: another one is refused. */
  digest?: string
  /** Bounds of what is read; more than they allow is refused. */
  limits?: Partial<LoadLimits>
}

/**
 * Loads a knowledge base from its directory. Every file is checked against its digest and every line against its shape. Vector
 * files are a cache: a damaged one is passed over.
 *
 * @throws RescueError FILE_UNREADABLE where the directory does not exist; KNOWLEDGE_INVALID where it is no base, incomplete, cut
 * off, edited, another one than expected or larger than the limits, or has a file that leads out of it; KNOWLEDGE_VERSION where a newer
 * version of rescue-rag wrote it; INVALID_INPUT where `dir` is empty or no text
 */
export async function loadKnowledgeBase(dir: string, options: LoadOptions = {}): Promise<KnowledgeBase> {
  const limits = withDefaults(loadLimitDefaults, options.limits ?? {})
  const manifest = readManifest(dir, limits)
  requireDigest(dir, options.digest)
  for (const name of requiredFiles) {
    if (!manifest.files[name]) throw invalid(dir, `its manifest does not name ${name}`)
  }
  const read = <T>(name: string, schema: z.ZodType<T>) => readChecked(dir, name, { manifest, schema, limits })
  const heads = await read(fileNames.weaknesses, weaknessLine)
  const weaknesses = new Map(
    heads.map((head): [string, Weakness] => [head.cwe, { ...defined(head), causes: [], guidelines: [] }]),
  )
  const weaknessOf = (cwe: string, name: string) => {
    const weakness = weaknesses.get(cwe)
    if (!weakness) throw invalid(dir, `${name} is about ${cwe}, which is not in ${fileNames.weaknesses}`)
    return weakness
  }
  for (const { cwe, ...cause } of await read(fileNames.causes, causeLine)) {
    weaknessOf(cwe, fileNames.causes).causes.push(cause)
  }
  for (const { cwe, ...guideline } of await read(fileNames.guidelines, guidelineLine)) {
    weaknessOf(cwe, fileNames.guidelines).guidelines.push(defined(guideline))
  }
  for (const { cwe, ...task } of manifest.files[fileNames.tasks]
    ? await read(fileNames.tasks, taskLine)
    : []) {
    const weakness = weaknessOf(cwe, fileNames.tasks)
    weakness.tasks = [...(weakness.tasks ?? []), defined(task)]
  }
  const examples = (await read(fileNames.examples, exampleLine)).map((line) => {
    weaknessOf(line.cwe, fileNames.examples)
    return defined(line)
  })
  const base = new KnowledgeBase({
    weaknesses: [...weaknesses.values()],
    examples,
    reviews: await readReviews(dir, limits),
    options: manifest.options,
    embedder: manifest.embedder,
    ...(manifest.calibration && { calibration: manifest.calibration }),
  })
  for (const vectors of readVectors(dir, limits)) base.addVectors(vectors)
  return base
}

/**
 * The fixes that a base was built from, where it was saved with them.
 *
 * @returns undefined where it was saved without
 * @throws RescueError as {@link loadKnowledgeBase}
 */
export async function loadKnowledgePatches(
  dir: string,
  options: LoadOptions = {},
): Promise<SecurityPatch[] | undefined> {
  const limits = withDefaults(loadLimitDefaults, options.limits ?? {})
  const manifest = readManifest(dir, limits)
  requireDigest(dir, options.digest)
  if (!manifest.files[fileNames.patches]) return undefined
  const lines = await readChecked(dir, fileNames.patches, { manifest, schema: patchLine, limits })
  return lines.map((line) => defined(line) as SecurityPatch)
}

/** Whether a directory looks like a knowledge base. */
export function isKnowledgeBase(dir: string): boolean {
  return existsSync(join(dir, fileNames.manifest))
}

function requireDigest(dir: string, expected: string | undefined): void {
  if (expected === undefined) return
  const actual = knowledgeDigest(dir)
  if (actual === String(expected).toLowerCase()) return
  throw new RescueError(
    'KNOWLEDGE_INVALID',
    `The knowledge base "${dir}" is not the one that is expected: its digest is ${actual}, not ${expected}. Take the base from where that digest comes from, or look through this one with "rescue inspect" before you name its digest.`,
    { file: dir },
  )
}

function readManifest(dir: string, { manifestBytes }: LoadLimits): Manifest {
  requireDirectoryName(dir)
  if (!existsSync(dir)) {
    throw new RescueError(
      'FILE_UNREADABLE',
      `The knowledge directory "${dir}" does not exist. Check the path, or build a base with: rescue build PATCHES --out DIR`,
      { file: dir },
    )
  }
  let text: string
  try {
    const file = fileIn(dir, fileNames.manifest, manifestBytes)
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    if (thrown instanceof RescueError) throw thrown
    throw invalid(dir, `it has no ${fileNames.manifest} that can be read (${messageOf(thrown)})`, thrown)
  }
  let manifest: unknown
  try {
    manifest = parseJson(text)
  } catch (thrown) {
    throw invalid(dir, `its ${fileNames.manifest} is not JSON (${messageOf(thrown)})`, thrown)
  }
  const { format, formatVersion: version } = (manifest ?? {}) as Record<string, unknown>
  // A newer format may have another manifest, so its version is looked at before its shape.
  if (format === 'rescue-rag-knowledge' && typeof version === 'number' && version > formatVersion) {
    throw new RescueError(
      'KNOWLEDGE_VERSION',
      `The knowledge base "${dir}" has format ${version}; this version of rescue-rag reads up to ${formatVersion}. Update rescue-rag, or build the base again.`,
      { file: dir },
    )
  }
  const parsed = manifestSchema.safeParse(manifest)
  if (!parsed.success) {
    throw invalid(dir, `its ${fileNames.manifest} is not one of a knowledge base (${issueOf(parsed.error)})`)
  }
  return parsed.data
}

/** The records of a file, with its digest checked. Streams, since a file may be longer than a string can be. */
async function readChecked<T>(
  dir: string,
  name: string,
  { manifest, schema, limits }: { manifest: Manifest; schema: z.ZodType<T>; limits: LoadLimits },
): Promise<T[]> {
  let file: string
  try {
    file = fileIn(dir, name, limits.fileBytes)
  } catch (thrown) {
    if (thrown instanceof RescueError) throw thrown
    throw invalid(dir, `${name} cannot be read (${messageOf(thrown)})`, thrown)
  }
  const hash = createHash('sha256')
  const decoder = new StringDecoder('utf8')
  async function* chunks() {
    for await (const chunk of createReadStream(file)) {
      hash.update(chunk as Buffer)
      yield decoder.write(chunk as Buffer)
    }
    yield decoder.end()
  }
  const records: T[] = []
  let trouble: RescueError | undefined
  try {
    for await (const { text, line, cut } of splitLines(chunks(), limits.lineLength)) {
      if (cut)
        trouble ??= invalid(dir, `line ${line} of ${name} is longer than ${limits.lineLength} characters`)
      if (!trouble) trouble = parseInto(records, text, schema, { dir, name, line })
    }
  } catch (thrown) {
    throw invalid(dir, `${name} cannot be read (${messageOf(thrown)})`, thrown)
  }
  // Says first that the file was changed: a bad line is then only the consequence.
  if (hash.digest('hex') !== manifest.files[name]!.sha256) {
    throw invalid(dir, `${name} was changed or cut off since it was written`)
  }
  if (trouble) throw trouble
  return records
}

function parseInto<T>(
  records: T[],
  text: string,
  schema: z.ZodType<T>,
  { dir, name, line }: { dir: string; name: string; line: number },
): RescueError | undefined {
  let record: unknown
  try {
    record = parseJson(text)
  } catch (thrown) {
    return invalid(dir, `line ${line} of ${name} is not JSON (${messageOf(thrown)})`, thrown)
  }
  const parsed = schema.safeParse(record)
  if (!parsed.success) return invalid(dir, `line ${line} of ${name} is wrong (${issueOf(parsed.error)})`)
  records.push(parsed.data)
  return undefined
}

/** Reviews are written by people, so mistakes in them say where. */
async function readReviews(dir: string, { fileBytes, lineLength }: LoadLimits): Promise<Review[]> {
  if (!existsSync(join(dir, fileNames.reviews))) return []
  const file = fileIn(dir, fileNames.reviews, fileBytes)
  const reviews: Review[] = []
  for await (const { text, line } of readLines(file, lineLength)) {
    if (text.trim() === '') continue
    const trouble = parseInto(reviews, text, reviewLine, { dir, name: fileNames.reviews, line })
    if (trouble) {
      throw new RescueError(
        'KNOWLEDGE_INVALID',
        `Line ${line} of "${file}" is not a review that can be read. Correct it; docs/knowledge.md shows the form.`,
        { file, line, cause: trouble },
      )
    }
  }
  return reviews
}

/** Of a cache, what cannot be read is passed over as what is damaged; what leads elsewhere is no accident. */
function* readVectors(dir: string, { fileBytes, vectorFiles }: LoadLimits): Generator<KnowledgeVectors> {
  let names: string[]
  try {
    names = readdirSync(join(dir, fileNames.vectors)).sort().slice(0, vectorFiles)
  } catch {
    return
  }
  for (const name of names) {
    const file = fileIn(dir, join(fileNames.vectors, name), fileBytes)
    let vectors: KnowledgeVectors | undefined
    try {
      vectors = KnowledgeVectors.decode(readFileSync(file))
    } catch {
      continue
    }
    if (vectors) yield vectors
  }
}

/** The path of a file of the base, which may be somebody else's work: it must not lead elsewhere, nor fill the memory. */
function fileIn(dir: string, name: string, maxBytes: number): string {
  const { path, refusal } = containedFile(dir, name)
  if (refusal !== undefined) throw invalid(dir, `${name} ${refusal}`)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > maxBytes) throw invalid(dir, `${name} is larger than ${maxBytes} bytes`)
  return path
}

function invalid(dir: string, what: string, cause?: unknown): RescueError {
  return new RescueError(
    'KNOWLEDGE_INVALID',
    `The knowledge base "${dir}" cannot be used: ${what}. ${remedy}`,
    {
      file: dir,
      ...(cause !== undefined && { cause }),
    },
  )
}
