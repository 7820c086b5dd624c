import { RescueError } from '../errors.js'
import { type FacetName, facetNames, type RetrievalOptions } from '../retrieval/index.js'

/** A way to have the model write code, to be compared with others. */
export interface Variant {
  /** Unique; as it is written on the command line and in reports. */
  name: string
  /** In a sentence, for reports. */
  description: string
  /**
   * What retrieval goes by. `model`: cause, draft and API calls that the model wrote; `task`: the task's own words; `nothing`: no
   * retrieval, the model is alone.
   */
  facets: 'model' | 'task' | 'nothing'
  /**
   * What retrieval searches. `sliced`: the knowledge base; `whole`: the same with the whole code of each fix; `raw`: whole code
   * without anything that was distilled.
   */
  searched: 'sliced' | 'whole' | 'raw'
  /** What of the example found is shown. */
  shown: 'sliced' | 'whole'
  /** Whether guidelines are shown. */
  guidelines: boolean
  /** Differences from the retrieval options of the run. */
  retrieval: RetrievalOptions
}

const full = {
  facets: 'model',
  searched: 'sliced',
  shown: 'sliced',
  guidelines: true,
  retrieval: {},
} as const satisfies Partial<Variant>

/** Takes the nearest example however far it is. */
const nearest: RetrievalOptions = {
  facets: ['code'],
  hierarchy: false,
  abstention: false,
  standingWeight: 0,
  exampleThresholds: {
    cause: Number.NEGATIVE_INFINITY,
    api: Number.NEGATIVE_INFINITY,
    code: Number.NEGATIVE_INFINITY,
  },
}

const named: readonly Variant[] = [
  { ...full, name: 'alone', description: 'The model alone, without security context.', facets: 'nothing' },
  { ...full, name: 'rescue', description: 'The whole method.' },
  { ...full, name: 'no-guidelines', description: 'The example only, without guidelines.', guidelines: false },
  {
    ...full,
    name: 'unsliced',
    description: 'Whole code instead of slices, in retrieval and in the prompt.',
    searched: 'whole',
    shown: 'whole',
  },
  {
    ...full,
    name: 'unsliced-retrieval',
    description: 'Whole code in retrieval, slices in the prompt.',
    searched: 'whole',
  },
  {
    ...full,
    name: 'unsliced-generation',
    description: 'Slices in retrieval, whole code in the prompt.',
    shown: 'whole',
  },
  {
    ...full,
    name: 'no-hierarchy',
    description: 'All examples compete, without choosing CWE types first.',
    retrieval: { hierarchy: false },
  },
  {
    ...full,
    name: 'raw-data',
    description:
      'The fixes themselves instead of the knowledge base: whole code, no causes, no guidelines, one level.',
    searched: 'raw',
    shown: 'whole',
    guidelines: false,
    retrieval: { hierarchy: false, abstention: false, standingWeight: 0, facets: ['api', 'code'] },
  },
  {
    ...full,
    name: 'nearest-example',
    description:
      'The secure code that is most similar to the task, always, without guidelines (in the manner of SecCoder).',
    facets: 'task',
    searched: 'raw',
    shown: 'whole',
    guidelines: false,
    retrieval: nearest,
  },
]

const facetSubsets: readonly (readonly FacetName[])[] = [
  ['cause', 'api'],
  ['cause', 'code'],
  ['api', 'code'],
  ['cause'],
  ['api'],
  ['code'],
]

/** Variants that are compared unless others are named. */
export const defaultVariants = ['alone', 'rescue'] as const

/** Names that stand for several variants: the ablations of the paper (section 4.3). */
export const variantGroups: Readonly<Record<string, readonly string[]>> = {
  default: defaultVariants,
  ablations: named.map(({ name }) => name),
  facets: facetSubsets.map((facets) => `facets=${facets.join('+')}`),
  k: [1, 2, 3, 4, 5, 6, 8].map((k) => `k=${k}`),
}

/**
 * The variants that names stand for, each once: those above, `k=N`, `facets=cause+api`, and groups of them.
 *
 * @throws RescueError INVALID_OPTION
 */
export function variantsOf(names: readonly string[]): Variant[] {
  const flat = names.flatMap((name) => (Object.hasOwn(variantGroups, name) ? variantGroups[name]! : [name]))
  return [...new Set(flat)].map(variantOf)
}

function variantOf(name: string): Variant {
  const known = named.find((variant) => variant.name === name)
  if (known) return known
  const k = /^k=([1-9]\d{0,3})$/.exec(name)?.[1]
  if (k)
    return { ...full, name, description: `${k} CWE types in the first step.`, retrieval: { k: Number(k) } }
  const facets = /^facets=([a-z+]+)$/.exec(name)?.[1]?.split('+') as FacetName[] | undefined
  if (facets?.every((facet) => facetNames.includes(facet))) {
    // The first step has no code facet, so code alone can only search the second.
    const hierarchy = facets.some((facet) => facet !== 'code')
    return {
      ...full,
      name,
      description: `Only these facets: ${facets.join(', ')}.`,
      retrieval: { facets, ...(!hierarchy && { hierarchy }) },
    }
  }
  throw new RescueError(
    'INVALID_OPTION',
    `There is no variant "${name}". Known are ${named.map((variant) => variant.name).join(', ')}, k=N, facets=${facetNames.join('+')} with one or more of these, and the groups ${Object.keys(variantGroups).join(', ')}.`,
  )
}
