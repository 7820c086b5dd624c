import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RescueError } from '../errors.js'
import type { KnowledgeBase } from './knowledge-base.js'
import { isKnowledgeBase, loadKnowledgeBase } from './load.js'

/** Name in our package.json: tells our package root from those above it. */
const packageName = 'rescue-rag'

let shipped: Promise<KnowledgeBase> | undefined

/**
 * The knowledge base that comes with the package; loaded once.
 *
 * @throws RescueError FILE_UNREADABLE where it was not built yet (in a checkout of the repository); KNOWLEDGE_INVALID where it
 * is damaged
 */
export function loadShippedKnowledge(): Promise<KnowledgeBase> {
  shipped ??= load()
  // A failure is not remembered: the base may be built in the meantime.
  shipped.catch(() => {
    shipped = undefined
  })
  return shipped
}

/**
 * Directory of the knowledge base that comes with the package, whether it is there or not.
 *
 * @throws RescueError FILE_UNREADABLE where the package itself cannot be found
 */
export function shippedKnowledgeDirectory(): string {
  // Sources and bundles lie at different depths below the package root.
  for (let dir = dirname(fileURLToPath(import.meta.url)); ; dir = dirname(dir)) {
    if (isOurRoot(dir)) return join(dir, 'dist', 'knowledge')
    if (dir === dirname(dir)) break
  }
  throw new RescueError(
    'FILE_UNREADABLE',
    'The package root of rescue-rag cannot be found, so neither can the knowledge base that comes with it. Where the package is bundled into an application, load a base with loadKnowledgeBase(directory).',
  )
}

async function load(): Promise<KnowledgeBase> {
  const dir = shippedKnowledgeDirectory()
  if (isKnowledgeBase(dir)) return loadKnowledgeBase(dir)
  throw new RescueError(
    'FILE_UNREADABLE',
    `The knowledge base that comes with rescue-rag is not built yet. Build it with: npm run build:knowledge`,
    { file: dir },
  )
}

function isOurRoot(dir: string): boolean {
  const file = join(dir, 'package.json')
  if (!existsSync(file)) return false
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name === packageName
  } catch {
    return false
  }
}
