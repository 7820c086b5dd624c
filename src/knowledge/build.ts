import { createHash } from 'node:crypto'
import {
  mergeNearDuplicates,
  type NearDuplicateOptions,
  nearDuplicateDefaults,
  type PatchCluster,
  PatchClusterer,
  type PatchClustererOptions,
  patchClustererDefaults,
} from '../clustering/index.js'
import { withDefaults } from '../defaults.js'
import {
  type Distillation,
  type Distiller,
  ExtractiveDistiller,
  groundText,
  indexCode,
} from '../distillation/index.js'
import { RescueError } from '../errors.js'
import type { CuratedWeakness } from '../patches/curated-weakness.js'
import type { SecurityPatch } from '../patches/patch.js'
import { type PatchStream, patchStreamOf } from '../patches/patch-outcome.js'
import { embedderIdentity } from '../ports/embeddings.js'
import { HashedEmbeddings } from '../ports/hashed-embeddings.js'
import { Slicer, type SlicerOptions, slicerDefaults } from '../slicing/index.js'
import { compareText } from '../text/compare-text.js'
import { type BuildReport, countSkipped, emptyReport } from './build-report.js'
import { type BuildLimits, buildLimitDefaults, collectPatches } from './collect-patches.js'
import { compareCwe, cweEntry } from './cwe.js'
import { KnowledgeBase, requireKnowledgeBase } from './knowledge-base.js'
import { makeExample } from './make-example.js'
import type { Review } from './review.js'
import type { Example, Weakness } from './types.js'

/** A step of a build. */
export interface BuildProgress {
  /** Reading, clustering, slicing and distilling come in this order. */
  stage: 'read' | 'cluster' | 'slice' | 'distil'
  /** Records, fixes, or model calls (weaknesses where there is no model). */
  done: number
  /** Absent while reading: a stream does not know its length. */
  total?: number
}

/** Options of {@link buildKnowledgeBase}. */
export interface BuildOptions {
  /** Makes guidelines and causes; without one they are counted from the fixes, with no model. */
  distiller?: Distiller
  /** Which fixes count as nearly the same. */
  nearDuplicates?: NearDuplicateOptions
  /** How fixes are grouped. */
  clustering?: PatchClustererOptions
  /** How examples are cut. */
  slicing?: SlicerOptions
  /** Decisions of reviewers; those of `previous` by default. */
  reviews?: readonly Review[]
  /** An earlier base: what has not changed since is taken from it and not distilled again. */
  previous?: KnowledgeBase
  /** How much may be built at once; more is refused. */
  limits?: Partial<BuildLimits>
  /** Called as the build goes on. */
  onProgress?: (progress: BuildProgress) => void
  /** Ends the build with the code ABORTED; answers of a model that came are in its checkpoint. */
  signal?: AbortSignal
}

/** What {@link buildKnowledgeBase} returns. */
export interface BuildResult {
  /** The knowledge base, in memory. */
  base: KnowledgeBase
  /** What was done and what was left out. */
  report: BuildReport
  /** The fixes that were read, near-duplicates among them, for `saveKnowledgeBase` to keep. */
  patches: SecurityPatch[]
}

/** Fixes between two breaths for the event loop. */
const fixesPerBreath = 20

/**
 * Builds a knowledge base from vulnerability fixes (paper, section 3.1): clusters them, slices each to an example, and distils
 * each cluster to guidelines and causes. What a person wrote about a CWE type goes before what would be distilled. The same
 * fixes and options give the same base, in whatever order the fixes come.
 *
 * @throws RescueError what the source throws; INVALID_INPUT where it is no source, or holds more than the
 * limits allow; MODEL_FAILED, MODEL_TIMEOUT; ABORTED; INVALID_OPTION
 */
export async function buildKnowledgeBase(
  source: PatchStream | Iterable<SecurityPatch>,
  options: BuildOptions = {},
): Promise<BuildResult> {
  const build = new Build(options)
  const { patches, curated } = await build.collect(patchStreamOf(source))
  const clusters = await build.cluster(patches)
  const examples = await build.slice(clusters)
  const weaknesses = await build.distil(clusters, curated, examples)
  const base = new KnowledgeBase({
    weaknesses,
    examples: [...examples.values()],
    reviews: options.reviews ?? options.previous?.parts.reviews ?? [],
    options: build.settings,
    embedder: build.embedder,
  })
  build.report.examples = examples.size
  build.report.unmatchedReviews = base.unmatchedReviews
  build.report.withheld = base.withheld
  // Answers come in any order; a report should not.
  build.report.problems.sort((a, b) => compareCwe(a.cwe, b.cwe) || compareText(a.detail, b.detail))
  return { base, report: build.report, patches }
}

/** The stages of one build, and the report that they fill. */
class Build {
  readonly report = emptyReport()
  readonly embedder: string
  readonly settings: Record<string, string | number | boolean>
  readonly #options: BuildOptions
  readonly #distiller: Distiller
  readonly #clusterer: PatchClusterer
  readonly #slicer: Slicer

  constructor(options: BuildOptions) {
    if (options.previous) requireKnowledgeBase(options.previous)
    this.#options = options
    this.#distiller = options.distiller ?? new ExtractiveDistiller()
    requireDistiller(this.#distiller)
    const embeddings = options.clustering?.embeddings ?? new HashedEmbeddings()
    this.#clusterer = new PatchClusterer({ ...options.clustering, embeddings })
    this.#slicer = new Slicer(options.slicing)
    this.embedder = embedderIdentity(embeddings)
    const { subsetSize, minSimilarity, seed } = withDefaults(patchClustererDefaults, options.clustering ?? {})
    const { threshold } = withDefaults(nearDuplicateDefaults, options.nearDuplicates ?? {})
    const { hops, direction } = withDefaults(slicerDefaults, options.slicing ?? {})
    this.settings = {
      distiller: this.#distiller.identity,
      nearDuplicates: threshold,
      subsetSize,
      minSimilarity,
      seed,
      hops,
      direction,
    }
  }

  collect(source: PatchStream) {
    return collectPatches(source, this.report, {
      limits: withDefaults(buildLimitDefaults, this.#options.limits ?? {}),
      onRecord: () => {
        this.#requireGoing()
        this.#progress('read', this.report.read)
      },
    })
  }

  async cluster(all: readonly SecurityPatch[]): Promise<PatchCluster[]> {
    this.#progress('cluster', 0, all.length)
    const { patches, merged } = mergeNearDuplicates(all, this.#options.nearDuplicates)
    this.report.nearDuplicates = merged
    const { clusters, assigned, unclassified } = await this.#clusterer.cluster(patches)
    this.report.assigned = assigned
    this.report.unclassified = unclassified
    this.#progress('cluster', all.length, all.length)
    return clusters
  }

  /** The example of each fix that can be sliced, by identifier. */
  async slice(clusters: readonly PatchCluster[]): Promise<Map<string, Example>> {
    const examples = new Map<string, Example>()
    const all = clusters.flatMap(({ cwe, subsets }) => subsets.flat().map((patch) => ({ patch, cwe })))
    for (const [index, { patch, cwe }] of all.entries()) {
      if (index % fixesPerBreath === 0) {
        await new Promise(setImmediate)
        this.#requireGoing()
        this.#progress('slice', index, all.length)
      }
      const outcome = makeExample(patch, cwe, this.#slicer)
      if ('example' in outcome) examples.set(patch.id, outcome.example)
      else countSkipped(this.report, outcome.skipped)
    }
    this.#progress('slice', all.length, all.length)
    return examples
  }

  /** The weakness of each cluster and of each curated type; puts causes into examples that have none of their own. */
  async distil(
    clusters: readonly PatchCluster[],
    curated: ReadonlyMap<string, CuratedWeakness>,
    examples: Map<string, Example>,
  ): Promise<Weakness[]> {
    const withoutFixes = [...curated.keys()].filter((cwe) => clusters.every((cluster) => cluster.cwe !== cwe))
    const jobs = [
      ...clusters.map((cluster) => this.#job(cluster, curated.get(cluster.cwe), examples)),
      ...withoutFixes.map((cwe) =>
        this.#job({ cwe, subsets: [], coherence: [] }, curated.get(cwe), examples),
      ),
    ].sort((a, b) => compareCwe(a.cluster.cwe, b.cluster.cwe))
    const planned = jobs.reduce(
      (sum, job) => sum + (job.reused ? 0 : this.#distiller.plannedCalls(job.task)),
      0,
    )
    const total = planned || jobs.length
    let done = 0
    const step = () => this.#progress('distil', ++done, total)
    this.#progress('distil', 0, total)

    // One failing weakness must stop the others, which would go on paying for calls.
    const controller = new AbortController()
    const forward = () => controller.abort(this.#options.signal?.reason)
    this.#options.signal?.addEventListener('abort', forward, { once: true })
    try {
      return await Promise.all(
        jobs.map(async (job) => {
          const distillation = await this.#distilJob(job, controller.signal, planned > 0 ? step : undefined)
          if (planned === 0) step()
          return this.#finish(job, distillation, examples)
        }),
      )
    } catch (thrown) {
      controller.abort(thrown)
      throw thrown
    } finally {
      this.#options.signal?.removeEventListener('abort', forward)
    }
  }

  #job(cluster: PatchCluster, curated: CuratedWeakness | undefined, examples: Map<string, Example>) {
    const { cwe } = cluster
    // A fix that has no example takes no part: nothing could show it.
    const subsets = cluster.subsets.map((subset) => subset.filter(({ id }) => examples.has(id)))
    const used = subsets.filter((subset) => subset.length > 0)
    const patches = used.flat()
    const want = {
      guidelines: patches.length > 0 && !curated?.guidelines.length,
      causes: patches.length > 0 && !curated?.causes.length,
      examples: patches.some(({ cause }) => !cause),
    }
    const name = cweEntry(cwe)?.name
    const task = { cwe, ...(name && { name }), subsets: used, want }
    const fingerprint = this.#fingerprint(patches, curated)
    const previous = this.#options.previous?.parts.weaknesses.find((weakness) => weakness.cwe === cwe)
    const reused = previous?.fingerprint === fingerprint ? previous : undefined
    return { cluster, curated, task, patches, fingerprint, reused }
  }

  async #distilJob(
    { task, reused }: Job,
    signal: AbortSignal,
    onCall: (() => void) | undefined,
  ): Promise<Distillation | undefined> {
    if (reused || !Object.values(task.want).some(Boolean)) return undefined
    return this.#distiller.distill(task, { signal, ...(onCall && { onCall }) })
  }

  #finish(job: Job, distillation: Distillation | undefined, examples: Map<string, Example>): Weakness {
    const { cluster, curated, task, patches, fingerprint, reused } = job
    const { cwe } = cluster
    this.#reportCluster(job, distillation)
    if (reused) {
      for (const example of this.#options.previous!.parts.examples) {
        if (examples.has(example.id) && example.cwe === cwe) examples.set(example.id, example)
      }
      return reused
    }
    for (const [index, subset] of task.subsets.entries()) {
      const cause = distillation?.subsetCauses[index]
      for (const { id } of subset) {
        const example = examples.get(id)!
        if (!example.cause && cause) examples.set(id, withCause(example, cause))
      }
    }
    const code = indexCode(patches)
    for (const { text } of curated?.guidelines ?? []) {
      const { missing } = groundText(text, code)
      for (const api of patches.length > 0 ? missing : []) {
        this.report.problems.push({ cwe, kind: 'ungrounded', detail: `${api}() occurs in no fix: "${text}"` })
      }
    }
    const entry = cweEntry(cwe)
    return {
      cwe,
      name: entry?.name ?? cwe,
      parents: [...(entry?.parents ?? [])],
      causes: curated?.causes.length
        ? curated.causes.map((text) => ({ text, origin: 'curated' }))
        : (distillation?.causes ?? []),
      guidelines: curated?.guidelines.length
        ? curated.guidelines.map((guideline) => ({ ...guideline, origin: 'curated' }))
        : (distillation?.guidelines ?? []),
      ...(curated?.tasks && { tasks: curated.tasks }),
      ...(isComplete(distillation) && { fingerprint }),
    }
  }

  #reportCluster({ cluster, patches, reused }: Job, distillation: Distillation | undefined): void {
    const { cwe, subsets, coherence } = cluster
    const weighted = subsets.reduce((sum, subset, index) => sum + subset.length * coherence[index]!, 0)
    const fixes = subsets.flat().length
    this.report.clusters.push({
      cwe,
      fixes: patches.length,
      subsets: subsets.map((subset) => subset.length),
      coherence: fixes > 0 ? weighted / fixes : 0,
      reused: reused !== undefined,
    })
    this.report.clusters.sort((a, b) => compareCwe(a.cwe, b.cwe))
    this.report.calls += distillation?.calls ?? 0
    this.report.resumedCalls += distillation?.resumedCalls ?? 0
    this.report.problems.push(...(distillation?.problems ?? []))
  }

  /** Of everything that the knowledge of a cluster depends on. */
  #fingerprint(patches: readonly SecurityPatch[], curated: CuratedWeakness | undefined): string {
    const content = [...patches]
      .sort((a, b) => compareText(a.id, b.id))
      .map(({ id, language, before, after, cause }) => [id, language, before, after, cause ?? ''])
    return createHash('sha256')
      .update(JSON.stringify([this.settings, this.embedder, content, curated ?? '']))
      .digest('hex')
      .slice(0, 32)
  }

  #progress(stage: BuildProgress['stage'], done: number, total?: number): void {
    this.#options.onProgress?.({ stage, done, ...(total !== undefined && { total }) })
  }

  #requireGoing(): void {
    const { signal } = this.#options
    if (signal?.aborted) {
      throw new RescueError('ABORTED', 'Building the knowledge base was aborted.', { cause: signal.reason })
    }
  }
}

/** Callers in JavaScript have no types that would tell them. */
function requireDistiller({ identity, plannedCalls, distill }: Distiller): void {
  if (typeof identity === 'string' && [plannedCalls, distill].every((one) => typeof one === 'function'))
    return
  throw new RescueError(
    'INVALID_OPTION',
    'The distiller lacks identity, plannedCalls or distill. Pass a GuidelineDistiller, or an object with these three.',
  )
}

/** One cluster on its way to a weakness. */
interface Job {
  cluster: PatchCluster
  curated: CuratedWeakness | undefined
  task: Parameters<Distiller['distill']>[0]
  patches: SecurityPatch[]
  fingerprint: string
  reused: Weakness | undefined
}

/** What lacks answers, or was distilled without the model because the budget was spent, is to be distilled again. */
function isComplete(distillation: Distillation | undefined): boolean {
  return !distillation?.problems.some(({ kind }) => kind === 'budget' || kind === 'unusable-answer')
}

/** Keeps the order of fields of an example whose cause was written by a person. */
function withCause({ origin, ...example }: Example, cause: string): Example {
  return { ...example, cause, ...(origin && { origin }) }
}
