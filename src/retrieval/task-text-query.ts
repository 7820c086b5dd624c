import type { TaskTexts } from '../analysis/index.js'
import type { RetrievalOptions } from './options.js'
import { type PartedQuery, textQuery } from './text-index.js'

/**
 * A task's own words made ready to be compared in two parts, description and code, of which the description has the given share. One
 * text, the given one, where the task has not both or the options do not ask for parts.
 */
export async function taskTextQuery(
  whole: string,
  { description, code }: TaskTexts,
  embed: (text: string) => Promise<ArrayLike<number>>,
  { descriptionShare }: Pick<Required<RetrievalOptions>, 'descriptionShare'>,
): Promise<PartedQuery> {
  const query = async (text: string) => textQuery(text, await embed(text))
  if (description === undefined || code === undefined || descriptionShare === false) return query(whole)
  const [said, written] = await Promise.all([query(description), query(code)])
  const codeShare = 1 - descriptionShare
  return {
    words: [...said.words, ...written.words],
    // The vector of the whole is not asked for: each call of an embedder may cost a round trip.
    vector: Float64Array.from(
      { length: said.vector.length },
      (_, i) => descriptionShare * said.vector[i]! + codeShare * written.vector[i]!,
    ),
    parts: [
      { ...said, weight: descriptionShare },
      { ...written, weight: codeShare },
    ],
  }
}
