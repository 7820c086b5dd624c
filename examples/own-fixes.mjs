import { buildKnowledgeBase, Rescue, readPatches, saveKnowledgeBase } from 'rescue-rag'

const { base, report } = await buildKnowledgeBase(readPatches('fixes.jsonl'))
saveKnowledgeBase(base, 'security-knowledge')
console.log(`${base.examples.length} fixes; left out:`, report.skipped)

const rescue = await Rescue.create({ knowledge: base })
const { weaknesses } = await rescue.retrieve({ language: 'python', description: 'run a report query' })
console.log(weaknesses.map(({ cwe }) => cwe))
