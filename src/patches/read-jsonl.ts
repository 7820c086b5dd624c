import { messageOf } from '../errors.js'
import { limitsWith } from '../text/input-limits.js'
import { parseJson } from '../text/parse-json.js'
import { patchOfRecord, type RecordOptions } from './column-mapping.js'
import { type PatchOutcome, type RecordPlace, skip } from './patch-outcome.js'
import { readLines } from './read-lines.js'

/**
 * Reads JSON lines, one record a line. Empty lines are passed over; any other line that is no record is reported with its
 * number, and reading goes on.
 *
 * @throws RescueError FILE_UNREADABLE; INVALID_INPUT for a compressed file
 */
export async function* readJsonLines(
  file: string,
  options: RecordOptions = {},
): AsyncGenerator<PatchOutcome> {
  const { lineLength, jsonDepth } = limitsWith(options.limits)
  for await (const { text, line, cut } of readLines(file, lineLength)) {
    const place = { file, line }
    if (cut) yield skip('too-large', `The line is longer than ${lineLength} characters.`, place)
    else if (text.trim() !== '') yield parse(text, options, { place, jsonDepth })
  }
}

function parse(
  text: string,
  options: RecordOptions,
  { place, jsonDepth }: { place: RecordPlace; jsonDepth: number },
): PatchOutcome {
  let record: unknown
  try {
    record = parseJson(text, jsonDepth)
  } catch (thrown) {
    return skip('malformed', `The line is not JSON: ${messageOf(thrown)}`, place)
  }
  return patchOfRecord(record, options, place)
}
