/**
 * Measures the clustering on the real fixes: `npx tsx bench/clustering.ts [FILE]`. Prints how alike the fixes of a subset are, against subsets
 * in the order of the file; and, for fixes whose CWE type is hidden, how often the nearest cluster is the right one, by
 * the least similarity that is asked for.
 */
import { balancedSubsets } from '../src/clustering/balanced-subsets.js'
import { centroidOf, coherenceOf, cosine } from '../src/clustering/centroids.js'
import { mergeNearDuplicates, patchClustererDefaults } from '../src/clustering/index.js'
import { fixText } from '../src/clustering/patch-clusterer.js'
import { readPatches, type SecurityPatch } from '../src/patches/index.js'
import { HashedEmbeddings } from '../src/ports/hashed-embeddings.js'

const file = process.argv[2] ?? '../shared/data/vulnerability-fixes.jsonl'
const read: SecurityPatch[] = []
for await (const outcome of readPatches(file)) if (outcome.kind === 'patch') read.push(outcome.patch)
const { patches, merged } = mergeNearDuplicates(read)
const embeddings = new HashedEmbeddings()
const fixes = patches
  .filter(({ cwe }) => cwe)
  .map((patch) => ({ cwe: patch.cwe!, vector: embeddings.embed(fixText(patch)) }))
const clusters = new Map<string, typeof fixes>()
for (const fix of fixes) clusters.set(fix.cwe, [...(clusters.get(fix.cwe) ?? []), fix])
console.log(`${read.length} fixes, ${merged.length} near-duplicates, ${clusters.size} CWE types`)

const { subsetSize, seed } = patchClustererDefaults
const weighted = (subsets: (vectors: number[][]) => number[][]) => {
  let sum = 0
  for (const members of clusters.values()) {
    const vectors = members.map(({ vector }) => vector)
    for (const subset of subsets(vectors)) sum += subset.length * coherenceOf(subset.map((i) => vectors[i]!))
  }
  return (sum / fixes.length).toFixed(3)
}
const inOrder = (vectors: number[][]) =>
  Array.from({ length: Math.ceil(vectors.length / subsetSize) }, (_, part) =>
    vectors.map((_, i) => i).slice(part * subsetSize, (part + 1) * subsetSize),
  )
console.log('mean cosine of a fix with the centroid of its subset')
console.log(
  `  k-means        ${weighted((vectors) => balancedSubsets(vectors, { maxSize: subsetSize, seed }))}`,
)
console.log(`  order of file  ${weighted(inOrder)}`)

const centroids = [...clusters].map(([cwe, members]) => ({
  cwe,
  size: members.length,
  centroid: centroidOf(members.map(({ vector }) => vector)),
}))
const nearest = fixes.map(({ cwe, vector }) => {
  let best = { cwe: '', similarity: -1 }
  for (const own of centroids) {
    if (own.cwe === cwe && own.size === 1) continue
    // A hidden fix takes no part in the centroid of its own cluster.
    const centroid =
      own.cwe === cwe
        ? own.centroid.map((x, i) => (x * own.size - vector[i]!) / (own.size - 1))
        : own.centroid
    const similarity = cosine(vector, centroid)
    if (similarity > best.similarity) best = { cwe: own.cwe, similarity }
  }
  return { right: best.cwe === cwe, similarity: best.similarity }
})
console.log('least similarity  joined  right')
for (const least of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]) {
  const joined = nearest.filter(({ similarity }) => similarity >= least)
  const share = joined.filter(({ right }) => right).length / joined.length
  console.log(
    `  ${least.toFixed(1)}             ${((100 * joined.length) / fixes.length).toFixed(0).padStart(3)} %   ${(100 * share).toFixed(0).padStart(3)} %`,
  )
}
