// Fixes from an export with columns of its own, and the commits of a repository that its advisories name.
import { buildKnowledgeBase, readOsvFixes, readPatches } from 'rescue-rag'

// docs: columns
const exported = readPatches('export.csv', {
  columns: { before: 'old', after: 'new', cwe: 'weakness' },
  language: 'c',
})
// docs: end

// docs: advisories
const { commits } = await readOsvFixes('advisories/')
const source = readPatches('.', { git: { commits } })
// docs: end

for (const patches of [exported, source]) {
  const { base } = await buildKnowledgeBase(patches)
  console.log(base.examples.map(({ cwe, language }) => `${cwe} ${language}`).join(', '))
}
