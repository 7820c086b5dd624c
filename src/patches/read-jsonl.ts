import { messageOf } from '../errors.js'
import { patchOfRecord, type RecordOptions } from './column-mapping.js'
import { type PatchOutcome, skip } from './patch-outcome.js'
import { readLines } from './read-lines.js'

/**
 * Reads JSON lines, one record a line. Empty lines are passed over; any other line that is no record is reported with its
 * number, and reading goes on.
 *
 * @throws RescueError FILE_UNREADABLE
 */
export async function* readJsonLines(
  file: string,
  options: RecordOptions = {},
): AsyncGenerator<PatchOutcome> {
  for await (const { text, line, cut } of readLines(file)) {
    const place = { file, line }
    if (cut) yield skip('too-large', 'The line is longer than any record may be.', place)
    else if (text.trim() !== '') yield parse(text, options, place)
  }
}

function parse(text: string, options: RecordOptions, place: { file: string; line: number }): PatchOutcome {
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch (thrown) {
    return skip('malformed', `The line is not JSON: ${messageOf(thrown)}`, place)
  }
  return patchOfRecord(record, options, place)
}
