import { withDefaults } from '../defaults.js'
import { RescueError } from '../errors.js'
import type { SecurityPatch } from '../patches/patch.js'
import { requirePatches } from '../patches/patch-outcome.js'
import { compareText } from '../text/compare-text.js'

/** Options of {@link mergeNearDuplicates}. */
export interface NearDuplicateOptions {
  /** Least Jaccard similarity of two fixes that count as one, above 0; more than 1 merges nothing. */
  threshold?: number
}

/** Defaults of {@link NearDuplicateOptions}. */
export const nearDuplicateDefaults = { threshold: 0.9 } as const satisfies NearDuplicateOptions

/** A fix that was left out for one that says the same. */
export interface NearDuplicate {
  /** The fix that was left out. */
  id: string
  /** The fix that stands for it. */
  keptId: string
  /** Jaccard similarity of the two, 0 to 1. */
  similarity: number
}

/** What {@link mergeNearDuplicates} returns. */
export interface MergedPatches {
  /** The fixes that stay: those with a cause first, then by identifier. */
  patches: SecurityPatch[]
  /** Those that were left out. */
  merged: NearDuplicate[]
}

/** Tokens of a shingle. */
const shingleLength = 3

/** Bands and rows of locality-sensitive hashing: a pair of similarity 0.9 is missed once in 400,000 times. */
const bands = 12
const rowsPerBand = 4

/**
 * Least Jaccard similarity of what changes. Much less than that of the whole, since it is little, so that one name makes a difference;
 * but two fixes at different places of one long function are two, and so are a fix and its revert.
 */
const leastSameChange = 0.5

interface Sketch {
  patch: SecurityPatch
  shingles: Set<number>
  /** Those that only one version has. */
  changed: Set<number>
  bandKeys: string[]
}

/**
 * Merges fixes of one CWE type and language that are nearly the same: back-ports, forks, the same change in a copied
 * function. Two fixes are compared by the Jaccard similarity of the token triples of both versions, and of those that only one
 * version has, of which half must be the same; candidates are found by min-hashing (Broder, On the resemblance and containment of documents, 1997), so that the time grows with the number of fixes and
 * not with its square. Of near-duplicates the one with a cause stays, else the first by identifier.
 *
 * @throws RescueError INVALID_OPTION; INVALID_INPUT where there is no list of fixes
 */
export function mergeNearDuplicates(
  patches: readonly SecurityPatch[],
  options: NearDuplicateOptions = {},
): MergedPatches {
  const { threshold } = withDefaults(nearDuplicateDefaults, options)
  if (!(threshold > 0)) {
    throw new RescueError('INVALID_OPTION', `threshold is ${threshold}; give a number above 0.`)
  }
  requirePatches(patches)
  const kept: SecurityPatch[] = []
  const merged: NearDuplicate[] = []
  const byBand = new Map<string, Sketch[]>()
  const sorted = [...patches].sort((a, b) => Number(!a.cause) - Number(!b.cause) || compareText(a.id, b.id))
  for (const patch of sorted) {
    const sketch = sketchOf(patch)
    const nearest = nearestOf(sketch, byBand)
    if (nearest && nearest.similarity >= threshold) {
      merged.push({ id: patch.id, keptId: nearest.sketch.patch.id, similarity: nearest.similarity })
      continue
    }
    kept.push(patch)
    for (const key of sketch.bandKeys) {
      const known = byBand.get(key)
      if (known) known.push(sketch)
      else byBand.set(key, [sketch])
    }
  }
  return { patches: kept, merged }
}

function nearestOf(sketch: Sketch, byBand: ReadonlyMap<string, Sketch[]>) {
  const candidates = new Set(sketch.bandKeys.flatMap((key) => byBand.get(key) ?? []))
  let nearest: { sketch: Sketch; similarity: number } | undefined
  for (const candidate of candidates) {
    if (jaccard(sketch.changed, candidate.changed) < leastSameChange) continue
    const similarity = jaccard(sketch.shingles, candidate.shingles)
    if (!nearest || similarity > nearest.similarity) nearest = { sketch: candidate, similarity }
  }
  return nearest
}

function sketchOf(patch: SecurityPatch): Sketch {
  const [before, after] = [shinglesOf(patch.before), shinglesOf(patch.after)]
  // The version is part of a shingle, since before and after are not to be mixed up.
  const [old, fresh] = [(shingle: number) => mix(shingle ^ 1), (shingle: number) => mix(shingle ^ 2)]
  const shingles = new Set([...[...before].map(old), ...[...after].map(fresh)])
  const gone = [...before].filter((shingle) => !after.has(shingle))
  const come = [...after].filter((shingle) => !before.has(shingle))
  const changed = new Set([...gone.map(old), ...come.map(fresh)])
  const minima = new Uint32Array(bands * rowsPerBand).fill(0xffff_ffff)
  for (const shingle of shingles) {
    for (let row = 0; row < minima.length; row++) {
      const value = mix(shingle ^ Math.imul(row + 1, 0x9e37_79b1))
      if (value < minima[row]!) minima[row] = value
    }
  }
  const group = `${patch.cwe ?? ''} ${patch.language}`
  const bandKeys = Array.from(
    { length: bands },
    (_, band) => `${group} ${band} ${minima.subarray(band * rowsPerBand, (band + 1) * rowsPerBand).join()}`,
  )
  return { patch, shingles, changed, bandKeys }
}

/** Hashes of every run of tokens. */
function shinglesOf(code: string): Set<number> {
  const tokens = (code.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? []).map(hashOf)
  const count = Math.max(1, tokens.length - shingleLength + 1)
  const hashes = Array.from({ length: count }, (_, start) => {
    let hash = 0
    for (let i = start; i < start + shingleLength; i++) hash = mix(hash ^ (tokens[i] ?? 0))
    return hash
  })
  return new Set(hashes)
}

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let common = 0
  for (const value of small) if (large.has(value)) common += 1
  return common / (a.size + b.size - common)
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193)
  return hash >>> 0
}

/** MurmurHash3's finaliser. */
function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
