import { Readable } from 'node:stream'
import { type CsvError, type InfoRecord, parse } from 'csv-parse'
import { limitsWith } from '../text/input-limits.js'
import { unreadable } from '../text/read-text.js'
import { patchOfRecord, type RecordOptions } from './column-mapping.js'
import { type PatchOutcome, skip } from './patch-outcome.js'
import { readChunks } from './read-lines.js'

/** Characters of a fault that are reported: the parser quotes whole cells. */
const longestDetail = 200

/**
 * Reads CSV with a header line (RFC 4180: quoted fields may hold line breaks), one record a row. A row that is no record is
 * reported with the line at which it ends, and reading goes on; behind a row of more than `lineLength` characters it ends, since
 * nobody can tell where such a row was meant to end.
 *
 * @throws RescueError FILE_UNREADABLE; INVALID_INPUT for a compressed file
 */
export async function* readCsv(file: string, options: RecordOptions = {}): AsyncGenerator<PatchOutcome> {
  const { lineLength } = limitsWith(options.limits)
  const bad: { line: number; detail: string }[] = []
  let tooLarge: number | undefined
  const parser = parse({
    bom: true,
    columns: (header: string[]) => header.map((name) => name.trim()),
    info: true,
    max_record_size: lineLength,
    skip_empty_lines: true,
    skip_records_with_error: true,
  })
  parser.on('skip', (error: CsvError) => {
    const line = Number(error.lines ?? parser.info.lines)
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      // The parser never gets out of such a row: it would drop the rest of the file in silence.
      tooLarge = line
      input.unpipe(parser)
      parser.end()
      return
    }
    // A row can have several faults; one report is enough.
    if (bad.at(-1)?.line !== line) bad.push({ line, detail: error.message.slice(0, longestDetail) })
  })
  const input = Readable.from(readChunks(file), { objectMode: false })
  input.on('error', (thrown) => parser.destroy(unreadable(file, thrown)))
  input.pipe(parser)
  const malformed = function* () {
    for (const { line, detail } of bad.splice(0)) {
      yield skip('malformed', `The row cannot be parsed: ${detail}`, { file, line })
    }
  }
  try {
    for await (const row of parser) {
      yield* malformed()
      const { record, info } = row as { record: Record<string, string>; info: InfoRecord }
      yield patchOfRecord(withoutEmptyMarks(record), options, { file, line: info.lines })
    }
  } catch (thrown) {
    if ((thrown as CsvError).code?.startsWith('CSV_')) {
      yield skip('malformed', `The file cannot be parsed further: ${(thrown as CsvError).message}`, {
        file,
        line: parser.info.lines,
      })
      return
    }
    throw unreadable(file, thrown)
  } finally {
    input.destroy()
  }
  yield* malformed()
  if (tooLarge !== undefined) {
    const detail = `The row is longer than ${lineLength} characters. The file is read no further.`
    yield skip('too-large', detail, { file, line: tooLarge })
  }
}

/** Exports of data frames write a missing value as a word. */
function withoutEmptyMarks(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => !/^(?:nan|none|null|n\/a)?$/i.test(value.trim())),
  )
}
