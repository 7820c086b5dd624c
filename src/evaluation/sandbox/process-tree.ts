import { readdirSync, readFileSync } from 'node:fs'

/** Bytes of a memory page; 4096 on the machines that have /proc, but for a few ARM ones, where it is larger and we see less. */
const pageBytes = 4096

/**
 * Resident memory of a process and all its descendants, in bytes. 0 where the system has no /proc. Processes that end meanwhile
 * are passed over.
 */
export function residentBytes(pid: number): number {
  let total = 0
  const waiting = [pid]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      total += Number(readFileSync(`/proc/${next}/statm`, 'utf8').split(' ')[1]) * pageBytes
      for (const thread of readdirSync(`/proc/${next}/task`)) {
        const children = readFileSync(`/proc/${next}/task/${thread}/children`, 'utf8')
        for (const child of children.split(' ')) if (child !== '') waiting.push(Number(child))
      }
    } catch {
      // It has ended, or there is no /proc.
    }
  }
  return total
}
