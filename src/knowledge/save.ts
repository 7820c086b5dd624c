import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { z } from 'zod'
import { RescueError } from '../errors.js'
import type { SecurityPatch } from '../patches/patch.js'
import { compareText } from '../text/compare-text.js'
import { type KnowledgeBase, requireKnowledgeBase } from './knowledge-base.js'
import { fileNames, formatVersion, requireDirectoryName } from './layout.js'
import {
  causeLine,
  exampleLine,
  guidelineLine,
  issueOf,
  type Manifest,
  patchLine,
  reviewLine,
  taskLine,
  weaknessLine,
} from './schemas.js'
import type { KnowledgeVectors } from './vectors.js'

/** Options of {@link saveKnowledgeBase}. */
export interface SaveOptions {
  /** The fixes that the base was built from, so that it can be updated later; without them it cannot. */
  patches?: readonly SecurityPatch[]
  /** Vectors to keep, so that loading need not compute them; none by default. */
  vectors?: readonly KnowledgeVectors[]
}

/**
 * Writes a knowledge base to a directory, as lines of JSON that a person can read and git can compare. The same base gives the same
 * bytes.
 *
 * Everything is written to a directory beside the target, which then takes its place, so that a crash leaves the old base
 * or the new one. Files in the target that are not of the base are carried over.
 *
 * @throws RescueError FILE_UNWRITABLE, also where the target holds files and is no knowledge base; INVALID_INPUT where `dir` is empty or
 * no text, or where something of the base has a form that cannot be loaded again
 */
export function saveKnowledgeBase(base: KnowledgeBase, dir: string, options: SaveOptions = {}): void {
  requireKnowledgeBase(base)
  const target = targetOf(dir)
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`)
  try {
    mkdirSync(temporary, { recursive: true })
    writeFiles(base, temporary, options)
    carryOver(target, temporary, { hasReviews: base.parts.reviews.length > 0 })
    replace(target, temporary)
  } catch (thrown) {
    discard(temporary)
    throw unwritable(dir, thrown)
  }
}

/**
 * Says at once that a base cannot be saved to a directory, before hours and money go into building it.
 *
 * @throws RescueError FILE_UNWRITABLE
 */
export function requireWritableTarget(dir: string): void {
  let parent = dirname(targetOf(dir))
  while (!existsSync(parent) && parent !== dirname(parent)) parent = dirname(parent)
  try {
    if (!statSync(parent).isDirectory()) throw new Error(`"${parent}" is no directory`)
    accessSync(parent, constants.W_OK)
  } catch (thrown) {
    throw unwritable(dir, thrown)
  }
}

function writeFiles(base: KnowledgeBase, dir: string, { patches, vectors = [] }: SaveOptions): void {
  const { weaknesses, examples, reviews, options, embedder, calibration } = base.parts
  const types = new Set(weaknesses.map(({ cwe }) => cwe))
  const typed = exampleLine.refine(({ cwe }) => types.has(cwe), 'there is no weakness of its CWE type')
  const tasks = weaknesses.flatMap(({ cwe, tasks = [] }) => tasks.map((task) => ({ cwe, ...task })))
  const files: Manifest['files'] = {}
  const write = (name: string, schema: z.ZodType, records: readonly object[]) => {
    files[name] = { sha256: writeLines(join(dir, name), schema, records), lines: records.length }
  }
  write(
    fileNames.weaknesses,
    weaknessLine,
    weaknesses.map(({ causes: _, guidelines: __, tasks: ___, ...weakness }) => weakness),
  )
  write(
    fileNames.causes,
    causeLine,
    weaknesses.flatMap(({ cwe, causes }) => causes.map((cause) => ({ cwe, ...cause }))),
  )
  write(
    fileNames.guidelines,
    guidelineLine,
    weaknesses.flatMap(({ cwe, guidelines }) => guidelines.map((guideline) => ({ cwe, ...guideline }))),
  )
  if (tasks.length > 0) write(fileNames.tasks, taskLine, tasks)
  write(fileNames.examples, typed, examples)
  if (patches) {
    const sorted = [...patches].sort((a, b) => compareText(a.id, b.id))
    write(fileNames.patches, patchLine, sorted)
  }
  if (reviews.length > 0) writeLines(join(dir, fileNames.reviews), reviewLine, reviews)
  if (vectors.length > 0) mkdirSync(join(dir, fileNames.vectors))
  for (const [index, own] of vectors.entries()) {
    writeWhole(join(dir, fileNames.vectors, `${index}.bin`), [own.encode()])
  }
  const count = (name: string) => files[name]?.lines ?? 0
  const manifest: Manifest = {
    format: 'rescue-rag-knowledge',
    formatVersion,
    counts: {
      weaknesses: count(fileNames.weaknesses),
      causes: count(fileNames.causes),
      guidelines: count(fileNames.guidelines),
      examples: count(fileNames.examples),
    },
    options: { ...options },
    embedder,
    ...(Object.keys(calibration).length > 0 && { calibration: { ...calibration } }),
    files,
  }
  writeWhole(join(dir, fileNames.manifest), [`${JSON.stringify(manifest, undefined, 2)}\n`])
}

/** Writes a record per line and returns the digest of the file. What loading would refuse is not written. */
function writeLines(file: string, schema: z.ZodType, records: readonly object[]): string {
  const hash = createHash('sha256')
  writeWhole(
    file,
    (function* () {
      for (const [index, record] of records.entries()) {
        const { error } = schema.safeParse(record)
        if (error) throw unusable(basename(file), index, error)
        const line = `${JSON.stringify(record)}\n`
        hash.update(line)
        yield line
      }
    })(),
  )
  return hash.digest('hex')
}

function unusable(name: string, index: number, error: z.ZodError): RescueError {
  return new RescueError(
    'INVALID_INPUT',
    `The knowledge base cannot be saved: record ${index + 1} of its ${name} could not be loaded again (${issueOf(error)}). Correct what the base was made of; docs/knowledge.md shows the form.`,
  )
}

/** Writes a file and waits until it is on disk: a rename must not overtake the content. */
function writeWhole(file: string, parts: Iterable<string | Buffer>): void {
  const descriptor = openSync(file, 'w')
  try {
    // Not writeSync, which may write only a part where the disk is nearly full.
    for (const part of parts) writeFileSync(descriptor, part)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Where the base goes. A link stays a link: what it points to is replaced. */
function targetOf(dir: string): string {
  requireDirectoryName(dir)
  const target = existsSync(dir) ? realpathSync(dir) : resolve(dir)
  refuseForeign(target, dir)
  return target
}

/** A wrong path must not cost a directory of something else. */
function refuseForeign(target: string, dir: string): void {
  if (!existsSync(target)) return
  let entries: string[]
  try {
    entries = readdirSync(target)
  } catch (thrown) {
    throw unwritable(dir, thrown)
  }
  if (entries.length === 0 || entries.includes(fileNames.manifest)) return
  throw new RescueError(
    'FILE_UNWRITABLE',
    `"${dir}" holds files and is no knowledge base. Give a new or empty directory, or one that holds a knowledge base.`,
    { file: dir },
  )
}

function unwritable(dir: string, thrown: unknown): RescueError {
  return RescueError.from(
    thrown,
    'FILE_UNWRITABLE',
    `The knowledge base cannot be written to "${dir}". Check the path, its permissions and the space on the disk`,
    { file: dir },
  )
}

/** Files of people: everything that is not written by us, and the decisions of reviewers where the base brings none. */
function carryOver(target: string, temporary: string, { hasReviews }: { hasReviews: boolean }): void {
  if (!existsSync(target)) return
  const own = new Set<string>(Object.values(fileNames))
  if (!hasReviews) own.delete(fileNames.reviews)
  for (const name of readdirSync(target)) {
    if (!own.has(name)) cpSync(join(target, name), join(temporary, name), { recursive: true })
  }
}

function replace(target: string, temporary: string): void {
  if (!existsSync(target)) {
    renameSync(temporary, target)
    return
  }
  const old = `${temporary}.old`
  renameSync(target, old)
  try {
    renameSync(temporary, target)
  } catch (thrown) {
    renameSync(old, target)
    throw thrown
  }
  rmSync(old, { recursive: true, force: true })
}

/** Clears up after a failure, which must not hide the failure itself. */
function discard(temporary: string): void {
  try {
    rmSync(temporary, { recursive: true, force: true })
  } catch {
    // It could not even be created.
  }
}
