// Adds the fixes of a range of commits to a knowledge base: node keep-current.mjs BASE REPOSITORY v1.4..HEAD
import { readPatches, saveKnowledgeBase, updateKnowledgeBase } from 'rescue-rag'

const [base, repository, range] = process.argv.slice(2)
const fixes = readPatches(repository, { git: { range } })
const updated = await updateKnowledgeBase(base, fixes)
saveKnowledgeBase(updated.base, base, { patches: updated.patches })
for (const { cwe, fixes, reused } of updated.report.clusters) {
  console.log(`${cwe}: ${fixes} fixes, ${reused ? 'unchanged' : 'distilled'}`)
}
