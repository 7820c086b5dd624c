// Writes src/knowledge/cwe-catalog.json: number, name and parents (view 1000, ChildOf, the primary one first) of every CWE
// type that is not deprecated. Run it after an update of the dev dependency `cwe-sdk`: node scripts/generate-cwe-catalog.mjs
import { readFileSync, writeFileSync } from 'node:fs'

const archive = JSON.parse(
  readFileSync(new URL('../node_modules/cwe-sdk/raw/cwe-archive.json', import.meta.url), 'utf8'),
)
const { attr, Weaknesses } = archive.Weakness_Catalog

const parentsOf = (weakness) =>
  [weakness.Related_Weaknesses?.Related_Weakness ?? []]
    .flat()
    .map((relation) => relation.attr)
    .filter((relation) => relation['@_Nature'] === 'ChildOf' && relation['@_View_ID'] === '1000')
    .sort((a, b) => (b['@_Ordinal'] === 'Primary' ? 1 : 0) - (a['@_Ordinal'] === 'Primary' ? 1 : 0))
    .map((relation) => `CWE-${relation['@_CWE_ID']}`)

const lines = Weaknesses.Weakness.filter((weakness) => weakness.attr['@_Status'] !== 'Deprecated')
  .sort((a, b) => a.attr['@_ID'] - b.attr['@_ID'])
  .map((weakness) => {
    const entry = { name: weakness.attr['@_Name'], parents: [...new Set(parentsOf(weakness))] }
    return `    "CWE-${weakness.attr['@_ID']}": ${JSON.stringify(entry)}`
  })

const notice =
  'Copyright (c) 2006-2024, The MITRE Corporation. Names and relations of CWE types are used under the CWE terms of use, see CWE-NOTICE.md.'
writeFileSync(
  new URL('../src/knowledge/cwe-catalog.json', import.meta.url),
  `{\n  "notice": ${JSON.stringify(notice)},\n  "version": ${JSON.stringify(attr['@_Version'])},\n  "weaknesses": {\n${lines.join(',\n')}\n  }\n}\n`,
)
console.log(`${lines.length} CWE types of version ${attr['@_Version']}`)
