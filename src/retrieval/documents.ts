import type { Example, Weakness } from '../knowledge/types.js'
import { wordsOf } from '../ports/words.js'
import { harmlessKinds } from './harmless.js'
import type { RetrievalOptions } from './options.js'
import { unitVector } from './vector-matrix.js'

/** A document of an index over words and vectors. */
export interface TextDocument {
  words: readonly string[]
  vector: ArrayLike<number>
}

/** What is known about each weakness, as documents; in the order of the weaknesses. */
export interface WeaknessDocuments {
  prose: readonly TextDocument[]
  everything: readonly TextDocument[]
  /** For their single texts. */
  vectorOf: VectorOf
}

/** Looks up the vector of a text of the base. */
export type VectorOf = (text: string) => ArrayLike<number>

/**
 * Every text whose vector the indexes need: causes of weaknesses as one, their names, causes of examples, secure slices, and
 * with abstention those of harmless work; typical tasks and their causes where a view compares their vectors.
 */
export function* textsToEmbed(
  base: { weaknesses: readonly Weakness[]; examples: readonly Example[] },
  { abstention, causeDocuments, views }: Required<RetrievalOptions>,
): Iterable<string> {
  for (const weakness of base.weaknesses) {
    yield joinedCauses(weakness)
    if (causeDocuments === 'all' || views || abstention) yield weakness.name
  }
  for (const { cause, secure } of base.examples) {
    if (cause !== undefined) yield cause
    yield secure.code
  }
  const harmless = abstention ? harmlessKinds(base.weaknesses) : []
  for (const kind of harmless) yield* [joinedCauses(kind), kind.name]
  if (views && (views.taskVectors ?? 0) > 0) {
    for (const { tasks = [] } of [...base.weaknesses, ...harmless]) {
      for (const { text, cause } of tasks) yield* cause === undefined ? [text] : [text, cause]
    }
  }
}

/** The causes of a weakness as one document. */
export function causeDocument(weakness: Weakness, vectorOf: VectorOf): TextDocument {
  return textDocument(joinedCauses(weakness), vectorOf)
}

/** What is said about a weakness: its causes, its name and the causes of its examples, each with equal weight. */
export function proseDocument(
  weakness: Weakness,
  vectorOf: VectorOf,
  examples: readonly Example[],
): TextDocument {
  const texts = [joinedCauses(weakness), weakness.name, ...distinctCauses(examples)]
  return { words: texts.flatMap(wordsOf), vector: mean(texts.map(vectorOf)) }
}

/**
 * All that is known about a weakness as one document: its causes, name and guidelines, its examples' causes and code. Of code each word
 * counts once per example, since how often a name is repeated says little.
 */
export function taskDocument(
  weakness: Weakness,
  vectorOf: VectorOf,
  examples: readonly Example[],
): TextDocument {
  const causes = distinctCauses(examples)
  const rules = weakness.guidelines.map(({ text }) => text)
  const tasks = (weakness.tasks ?? []).flatMap(({ text, cause }) => [text, cause ?? ''])
  const prose = [joinedCauses(weakness), weakness.name, ...rules, ...causes, ...tasks]
  const code = examples.flatMap(({ vulnerable, secure }) => [
    ...new Set(wordsOf(`${vulnerable.code}\n${secure.code}`)),
  ])
  const embedded = [joinedCauses(weakness), ...causes, ...examples.map(({ secure }) => secure.code)]
  return { words: [...prose.flatMap(wordsOf), ...code], vector: mean(embedded.map(vectorOf)) }
}

/** A text as a document of its own. */
export function textDocument(text: string, vectorOf: VectorOf): TextDocument {
  return { words: wordsOf(text), vector: vectorOf(text) }
}

/** The distinct causes of examples, in order. */
export function distinctCauses(examples: readonly Example[]): string[] {
  return [...new Set(examples.flatMap(({ cause }) => (cause === undefined ? [] : [cause])))]
}

function joinedCauses({ causes }: Weakness): string {
  return causes.map(({ text }) => text).join('\n')
}

/** The mean direction: every text counts the same, whatever the length of its vector. */
function mean(vectors: readonly ArrayLike<number>[]): Float32Array {
  const dimensions = vectors[0]!.length
  const sum = new Float32Array(dimensions)
  for (const vector of vectors) {
    const unit = unitVector(vector, dimensions)
    for (let i = 0; i < dimensions; i++) sum[i]! += unit[i]!
  }
  return sum
}
