import { fileURLToPath } from 'node:url'
import { buildKnowledgeBase, type KnowledgeBase, readAllPatches } from '../../src/index.js'

const sources = (cwe: string) => fileURLToPath(new URL(`../../knowledge/${cwe}`, import.meta.url))

/** A small real base: some CWE types of the shipped sources, through the real pipeline. */
export async function smallKnowledge(
  cwes = ['CWE-89', 'CWE-22', 'CWE-78', 'CWE-787', 'CWE-79'],
): Promise<KnowledgeBase> {
  const { base } = await buildKnowledgeBase(readAllPatches(cwes.map(sources)))
  return base
}
