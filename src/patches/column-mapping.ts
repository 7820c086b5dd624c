import { createHash } from 'node:crypto'
import { languageOfFile, resolveLanguage } from '../languages/index.js'
import { type InputLimits, limitsWith } from '../text/input-limits.js'
import { normalizeCwe, type PatchOrigin, type SecurityPatch } from './patch.js'
import { type PatchOutcome, type RecordPlace, skip } from './patch-outcome.js'

/** Names of the columns that may hold a field; the first that is present and not empty wins. */
export type ColumnNames = string | readonly string[]

/** Which columns hold the fields of a patch. */
export interface ColumnMapping {
  /** Identifier; without one it is made of the content. */
  readonly id?: ColumnNames
  /** The vulnerable version. */
  readonly before?: ColumnNames
  /** The secure version. */
  readonly after?: ColumnNames
  /** CWE type, in any spelling. */
  readonly cwe?: ColumnNames
  /** Language, by any name that the registry resolves. */
  readonly language?: ColumnNames
  /** What threatens, in words. */
  readonly cause?: ColumnNames
  /** Project or data set. */
  readonly source?: ColumnNames
  /** Path or name of the file. */
  readonly file?: ColumnNames
  /** Name of the function. */
  readonly function?: ColumnNames
  /** Hash or address of the fixing commit. */
  readonly commit?: ColumnNames
}

/** The fields of a patch that a record can fill. */
export type PatchField = keyof ColumnMapping

/** Mappings of published data sets, by name: each a {@link ColumnMapping}. `rescue` is our own format. */
export const columnMappings = {
  /** Our own: as the fields are called. */
  rescue: {
    id: 'id',
    before: 'before',
    after: 'after',
    cwe: 'cwe',
    language: 'language',
    cause: 'cause',
    source: 'source',
    file: 'file',
    function: 'function',
    commit: 'commit',
  },
  /** SVEN and SafeCoder, JSON lines. */
  sven: {
    before: 'func_src_before',
    after: 'func_src_after',
    cwe: 'vul_type',
    file: 'file_name',
    function: 'func_name',
    commit: 'commit_link',
  },
  /** CVEfixes: `file_change` joined with `commits` and `cwe_classification`, exported as CSV or JSON lines. */
  cvefixes: {
    id: 'file_change_id',
    before: 'code_before',
    after: 'code_after',
    cwe: 'cwe_id',
    language: 'programming_language',
    source: 'repo_url',
    file: ['new_path', 'old_path', 'filename'],
    commit: 'hash',
  },
  /** BenchVul, Big-Vul and the many sets that follow its column names. */
  bigvul: {
    before: ['func_before', 'vul_func'],
    after: ['func_after', 'fixed_func'],
    cwe: ['cwe_id', 'CWE ID', 'cwe'],
    language: ['lang', 'language', 'programming_language', 'extension'],
    source: ['project', 'repo', 'repo_url'],
    file: ['file_name', 'file_path', 'filename'],
    function: ['func_name', 'method_name'],
    commit: ['commit_id', 'commit_hash', 'commit', 'codeLink', 'commit_url'],
  },
} as const satisfies Record<string, ColumnMapping>

/** Takes every known mapping at once, our own first. The default of the readers. */
export const anyColumnMapping: ColumnMapping = merge(Object.values(columnMappings))

/** How records become patches. */
export interface RecordOptions {
  /** Which columns hold what; every known data set by default. */
  columns?: ColumnMapping
  /** Language of records that say none. */
  language?: string
  /** Sizes of records; `lineLength`, `sourceLength` and `jsonDepth` count. */
  limits?: Partial<InputLimits>
}

/** Makes a patch of one record, or says why it cannot. */
export function patchOfRecord(
  record: unknown,
  { columns: mapping = anyColumnMapping, language: usual, limits }: RecordOptions,
  place: RecordPlace,
): PatchOutcome {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return skip('malformed', 'The record is not an object with named fields.', place)
  }
  const value = (field: PatchField) => columnText(record as Record<string, unknown>, mapping[field])
  const before = value('before')
  const after = value('after')
  const given = value('id')
  const where = { ...place, ...(given !== undefined && { record: given }) }
  if (before === undefined || after === undefined) {
    const missing = before === undefined ? 'before' : 'after'
    const columns = [mapping[missing] ?? missing].flat().join('", "')
    return skip('missing-field', `There is no text in "${columns}".`, where)
  }
  if (before === after) return skip('no-change', 'Before and after are the same text.', where)
  const { sourceLength } = limitsWith(limits)
  if (Math.max(before.length, after.length) > sourceLength) {
    return skip('too-large', `The code is longer than ${sourceLength} characters.`, where)
  }
  const file = value('file')
  const named = value('language')?.trim().toLowerCase()
  const language =
    (named && (resolveLanguage(named) ?? named)) ||
    (file && (languageOfFile(file) ?? extension(file))) ||
    (usual && (resolveLanguage(usual) ?? usual))
  if (!language) {
    return skip('unknown-language', 'Neither a language nor a file name says what it is.', where)
  }
  const cwe = cweOfColumn(value('cwe'))
  const cause = value('cause')
  const origin = originOf({
    source: value('source'),
    file,
    function: value('function'),
    commit: value('commit'),
  })
  const patch: SecurityPatch = {
    id: given ?? contentId(language, before, after, file),
    language,
    ...(cwe && { cwe }),
    before,
    after,
    ...(cause && { cause }),
    ...(origin && { origin }),
  }
  return { kind: 'patch', patch, place }
}

/** Identifier of a patch that has none: the same content has the same. */
export function contentId(language: string, before: string, after: string, file = ''): string {
  return createHash('sha256')
    .update(JSON.stringify([language, before, after, file]))
    .digest('hex')
    .slice(0, 12)
}

/** An origin without its absent fields; undefined where none is known. */
export function originOf(fields: { [K in keyof PatchOrigin]?: string | undefined }): PatchOrigin | undefined {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return known.length > 0 ? (Object.fromEntries(known) as PatchOrigin) : undefined
}

/** The first CWE type in a cell: `cwe-089`, `79`, `['CWE-20', 'CWE-787']`. */
export function cweOfColumn(text: string | undefined): string | undefined {
  return normalizeCwe(text) ?? normalizeCwe(/cwe[-_ ]?\d+/i.exec(text ?? '')?.[0])
}

function columnText(
  record: Record<string, unknown>,
  columns: string | readonly string[] | undefined,
): string | undefined {
  for (const column of [columns ?? []].flat()) {
    // A column name from outside must not reach into the prototype.
    const value = Object.hasOwn(record, column) ? record[column] : undefined
    if (typeof value === 'string' && value.trim() !== '') return value
    if (typeof value === 'number') return String(value)
    if (Array.isArray(value) && typeof value[0] === 'string') return value[0]
  }
  return undefined
}

/** The extension of a file, for languages that we do not know. */
function extension(file: string): string | undefined {
  return /\.([a-z0-9]{1,20})$/i.exec(file)?.[1]?.toLowerCase()
}

function merge(mappings: readonly ColumnMapping[]): ColumnMapping {
  const merged: Partial<Record<PatchField, string[]>> = {}
  for (const mapping of mappings) {
    for (const [field, columns] of Object.entries(mapping) as [PatchField, string | readonly string[]][]) {
      merged[field] = [...new Set([...(merged[field] ?? []), ...[columns].flat()])]
    }
  }
  return merged
}
