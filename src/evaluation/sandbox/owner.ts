import { readFileSync } from 'node:fs'

/** Below it, real users are to be expected. */
const firstFree = 10_000

/**
 * A user and group number that nobody has, as `uid:gid`, another one each time, since the limit on processes counts all of a
 * user's. Inside a container only the numbers of its own range can be taken.
 *
 * @returns undefined where there are none to give away, as for a root that is one only by name
 */
export function unusedOwner(random: () => number = Math.random): string | undefined {
  const ranges = [extents('/proc/self/uid_map'), extents('/proc/self/gid_map')]
  const end = Math.min(...ranges.map((list) => Math.max(0, ...list.map(({ start, count }) => start + count))))
  // 2^31 is where some programs begin to take user numbers for negative.
  const room = Math.min(end, 2 ** 31) - firstFree
  if (room < 1000) return undefined
  const id = firstFree + Math.floor(random() * room)
  return `${id}:${id}`
}

/** The numbers that are valid here: lines of `inside outside count` (user_namespaces(7)). */
function extents(path: string): { start: number; count: number }[] {
  try {
    return readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .map(([start = 0, , count = 0]) => ({ start, count }))
  } catch {
    return []
  }
}
