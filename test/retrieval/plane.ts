import type { TaskAnalysis } from '../../src/analysis/index.js'
import type { Example, Weakness } from '../../src/knowledge/types.js'
import type { Embeddings } from '../../src/ports/embeddings.js'

/** An embedder of the plane: the text `... @30` lies at 30 degrees, so every cosine in a test is that of an angle. */
export const plane: Embeddings & { identity: string } = {
  identity: 'plane',
  embedQuery: async (text) => at(text),
  embedDocuments: async (texts) => texts.map(at),
}

function at(text: string): number[] {
  const degrees = /@(-?\d+)/.exec(text)?.[1]
  if (degrees === undefined) throw new Error(`no angle in "${text}"`)
  return [Math.cos(radians(Number(degrees))), Math.sin(radians(Number(degrees)))]
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Cosine of an angle. */
export const cosine = (degrees: number): number => Math.cos(radians(degrees))

/** A weakness whose causes lie at an angle. */
export function weakness(cwe: string, angle: number, more: Partial<Weakness> = {}): Weakness {
  return {
    cwe,
    name: `Name of ${cwe}`,
    parents: [],
    causes: [{ text: `cause @${angle}`, origin: 'curated' }],
    guidelines: [{ text: `Rule of ${cwe}.`, origin: 'curated' }],
    ...more,
  }
}

/** An example whose cause and slice lie at angles. */
export function example(
  id: string,
  cwe: string,
  {
    cause,
    code = 180,
    language = 'python',
    apis = [],
  }: { cause?: number; code?: number; language?: string; apis?: string[] },
): Example {
  return {
    id,
    cwe,
    language,
    vulnerable: { code: 'vulnerable @180', sourceLines: 9 },
    secure: { code: `secure ${id} @${code}`, sourceLines: 9 },
    secureApis: apis,
    vulnerableApis: [],
    ...(cause !== undefined && { cause: `cause of ${id} @${cause}` }),
  }
}

/** An analysed task whose facets lie at angles; what is left out is absent. */
export function analysis({
  cause,
  code,
  apis = [],
  language = 'python',
}: {
  cause?: number
  code?: number
  apis?: string[]
  language?: string
}): TaskAnalysis {
  const given = (value: unknown) => (value === undefined ? 'absent' : 'given')
  return {
    task: { id: 'task', language },
    language: language as 'python',
    ...(cause !== undefined && { cause: `task @${cause}` }),
    ...(code !== undefined && { draft: `draft @${code}` }),
    apiCalls: apis.map((qualified) => ({ qualified, name: qualified.split('.').at(-1)!, line: 1 })),
    origins: { cause: given(cause), draft: given(code), api: apis.length > 0 ? 'given' : 'absent' },
    failures: [],
  }
}
