import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import { changedLines } from '../patches/changed-lines.js'
import { normalizeCwe, type SecurityPatch } from '../patches/patch.js'
import { requirePatches } from '../patches/patch-outcome.js'
import { embedTexts } from '../ports/embed-texts.js'
import { type Embeddings, requireEmbeddings } from '../ports/embeddings.js'
import { HashedEmbeddings } from '../ports/hashed-embeddings.js'
import { compareText } from '../text/compare-text.js'
import { balancedSubsets } from './balanced-subsets.js'
import { centroidOf, coherenceOf, cosine } from './centroids.js'

/** Options of {@link PatchClusterer}. */
export interface PatchClustererOptions {
  /** Most fixes of a subset: the paper's `b`. */
  subsetSize?: number
  /** Least cosine with the centroid of a labelled cluster that a fix without a CWE type needs to join it, -1 to 1. */
  minSimilarity?: number
  /** Seed of k-means. */
  seed?: number
  /** Turns the changed lines of a fix into a vector. */
  embeddings?: Embeddings
}

/** Defaults of {@link PatchClustererOptions}; `embeddings` is a new `HashedEmbeddings`. */
export const patchClustererDefaults = {
  subsetSize: 10,
  minSimilarity: 0.5,
  seed: 1,
} as const satisfies PatchClustererOptions

/** The fixes of one CWE type. */
export interface PatchCluster {
  /** Such as `CWE-89`. */
  cwe: string
  /** At most `subsetSize` similar fixes each; neighbouring subsets are alike. */
  subsets: SecurityPatch[][]
  /** Mean cosine of each subset's fixes with their centroid, in the order of the subsets. */
  coherence: number[]
}

/** A fix without a CWE type, and the labelled cluster that is nearest to it. */
export interface NearestCluster {
  /** Identifier of the fix. */
  id: string
  /** Absent where there is no labelled cluster. */
  cwe?: string
  /** Cosine with the cluster's centroid. */
  similarity?: number
}

/** What {@link PatchClusterer.cluster} returns. */
export interface ClusterResult {
  /** By CWE number. */
  clusters: PatchCluster[]
  /** Fixes that named no CWE type and joined the nearest cluster. */
  assigned: Required<NearestCluster>[]
  /** Fixes that named no CWE type and are like no cluster. */
  unclassified: NearestCluster[]
}

/** Groups fixes by CWE type, and within a type into small subsets of similar fixes (paper, section 3.1). */
export class PatchClusterer {
  readonly #options: Required<PatchClustererOptions>

  /** @throws RescueError INVALID_OPTION */
  constructor(options: PatchClustererOptions = {}) {
    this.#options = withDefaults({ embeddings: new HashedEmbeddings(), ...patchClustererDefaults }, options)
    const { subsetSize, minSimilarity, seed, embeddings } = this.#options
    requireEmbeddings(embeddings)
    if (!Number.isInteger(subsetSize) || subsetSize < 1) {
      throw new RescueError(
        'INVALID_OPTION',
        `subsetSize is ${subsetSize}; give a whole number of 1 or more.`,
      )
    }
    if (!(minSimilarity >= -1 && minSimilarity <= 1)) {
      throw new RescueError(
        'INVALID_OPTION',
        `minSimilarity is ${minSimilarity}; give a cosine from -1 to 1.`,
      )
    }
    if (!Number.isInteger(seed)) {
      throw new RescueError('INVALID_OPTION', `seed is ${seed}; give a whole number.`)
    }
  }

  /**
   * Clusters fixes. The same fixes give the same clusters in any order, since they are sorted by identifier and content
   * first.
   *
   * @throws RescueError MODEL_FAILED where the embedder fails or its vectors cannot be compared; INVALID_INPUT where there is no list
   * of fixes
   */
  async cluster(patches: readonly SecurityPatch[]): Promise<ClusterResult> {
    requirePatches(patches)
    const sorted = [...patches].sort(byContent)
    const vectors = await this.#embed(sorted)
    const labelled = new Map<string, number[]>()
    const unlabelled: number[] = []
    for (const [index, patch] of sorted.entries()) {
      const cwe = normalizeCwe(patch.cwe)
      if (!cwe) unlabelled.push(index)
      else if (labelled.has(cwe)) labelled.get(cwe)!.push(index)
      else labelled.set(cwe, [index])
    }

    const centroids = [...labelled].map(([cwe, members]) => ({
      cwe,
      centroid: centroidOf(members.map((index) => vectors[index]!)),
    }))
    const assigned: Required<NearestCluster>[] = []
    const unclassified: NearestCluster[] = []
    for (const index of unlabelled) {
      const nearest = nearestTo(vectors[index]!, centroids)
      const { id } = sorted[index]!
      if (nearest && nearest.similarity >= this.#options.minSimilarity) {
        assigned.push({ id, ...nearest })
        labelled.get(nearest.cwe)!.push(index)
      } else unclassified.push({ id, ...nearest })
    }

    const { subsetSize: maxSize, seed } = this.#options
    const clusters = [...labelled].sort(byCweNumber).map(([cwe, members]): PatchCluster => {
      members.sort((a, b) => a - b)
      const own = members.map((index) => vectors[index]!)
      const subsets = balancedSubsets(own, { maxSize, seed })
      return {
        cwe,
        subsets: subsets.map((subset) => subset.map((i) => ({ ...sorted[members[i]!]!, cwe }))),
        coherence: subsets.map((subset) => coherenceOf(subset.map((i) => own[i]!))),
      }
    })
    return { clusters, assigned, unclassified }
  }

  async #embed(patches: readonly SecurityPatch[]): Promise<number[][]> {
    const vectors = await embedTexts(this.#options.embeddings, patches.map(fixText), 'the fixes')
    return vectors.map(unit)
  }
}

/** What is embedded of a fix: its changed lines, which say what was wrong and what was done. */
export function fixText(patch: SecurityPatch): string {
  const { removed, added } = changedLines(patch)
  return [...removed, ...added].map(({ text }) => text.trim()).join('\n')
}

/** On unit vectors the squared distance of k-means orders as the cosine does. */
function unit(vector: number[]): number[] {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : vector.map(() => 0)
}

function nearestTo(vector: number[], centroids: { cwe: string; centroid: number[] }[]) {
  let best: { cwe: string; similarity: number } | undefined
  for (const { cwe, centroid } of centroids) {
    const similarity = cosine(vector, centroid)
    if (!best || similarity > best.similarity) best = { cwe, similarity }
  }
  return best
}

function byContent(a: SecurityPatch, b: SecurityPatch): number {
  return compareText(a.id, b.id) || compareText(a.before, b.before) || compareText(a.after, b.after)
}

function byCweNumber([a]: [string, unknown], [b]: [string, unknown]): number {
  return Number(a.slice(4)) - Number(b.slice(4))
}
