import { fileURLToPath } from 'node:url'
import { buildKnowledgeBase, readAllPatches } from '../../../src/index.js'

/** The CWE types of the mini benchmark and some that it does not need. */
const cwes = [
  'CWE-89',
  'CWE-22',
  'CWE-78',
  'CWE-502',
  'CWE-79',
  'CWE-1321',
  'CWE-787',
  'CWE-134',
  'CWE-190',
  'CWE-125',
  'CWE-611',
  'CWE-327',
  'CWE-416',
]

/** A knowledge base from the shipped sources of some CWE types, and the fixes that it was built from. */
export async function miniKnowledge() {
  const sources = cwes.map((cwe) => fileURLToPath(new URL(`../../../knowledge/${cwe}`, import.meta.url)))
  const { base, patches } = await buildKnowledgeBase(readAllPatches(sources))
  if (base.examples.length === 0)
    throw new Error('No fix of knowledge/ could be sliced, so nothing can be tested with them.')
  return { knowledge: base, fixes: patches }
}
