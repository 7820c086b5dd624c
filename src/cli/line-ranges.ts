import { RescueError } from '../errors.js'

/** Most lines that can be named. */
const maxLines = 1_000_000

/** Reads line numbers such as `3,7-9`; sorted and distinct. */
export function parseLines(text: string): number[] {
  const lines = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(\d{1,7})(?:\s*-\s*(\d{1,7}))?$/.exec(part.trim())
    const first = Number(match?.[1])
    const last = Number(match?.[2] ?? match?.[1])
    if (!match || first < 1 || last < first) {
      throw new RescueError(
        'INVALID_OPTION',
        `"${part.trim()}" is no line number or range. Give lines as in: --lines 3,7-9 (they count from 1).`,
      )
    }
    if (last - first + lines.size >= maxLines) {
      throw new RescueError(
        'INVALID_OPTION',
        `"${text.slice(0, 60)}" names more than ${maxLines} lines. Name those of interest.`,
      )
    }
    for (let line = first; line <= last; line++) lines.add(line)
  }
  return [...lines].sort((a, b) => a - b)
}
