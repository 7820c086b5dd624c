import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'

/** Bytes of a memory page; 4096 on the machines that have /proc, but for a few ARM ones, where it is larger and we see less. */
const pageBytes = 4096

/** Blocks of `stat`, whatever the file system. */
const blockBytes = 512

/**
 * Memory of a process and all its descendants, in bytes: what is resident, and the files in memory (memfd_create(2)) that they hold open,
 * whether mapped or not. 0 where the system has no /proc. Processes that end meanwhile are passed over.
 */
export function memoryOfTree(pid: number): number {
  let resident = 0
  const files = new Map<number, number>()
  const waiting = [pid]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      resident += Number(readFileSync(`/proc/${next}/statm`, 'utf8').split(' ')[1]) * pageBytes
      for (const thread of readdirSync(`/proc/${next}/task`)) {
        const children = readFileSync(`/proc/${next}/task/${thread}/children`, 'utf8')
        for (const child of children.split(' ')) if (child !== '') waiting.push(Number(child))
      }
      for (const descriptor of readdirSync(`/proc/${next}/fd`)) {
        const path = `/proc/${next}/fd/${descriptor}`
        if (!readlinkSync(path).startsWith('/memfd:')) continue
        const { ino, blocks } = statSync(path)
        files.set(ino, blocks * blockBytes)
      }
    } catch {
      // It has ended, or there is no /proc.
    }
  }
  return [...files.values()].reduce((sum, bytes) => sum + bytes, resident)
}
