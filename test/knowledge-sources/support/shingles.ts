/** Words, numbers and single signs of a text, without white space: fit for code and prose. */
function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? []
}

/** Every run of `width` tokens of a text, each once. */
export function shinglesOf(text: string, width: number): Set<string> {
  const tokens = tokensOf(text)
  const shingles = new Set<string>()
  for (let start = 0; start + width <= tokens.length; start++)
    shingles.add(tokens.slice(start, start + width).join(' '))
  return shingles
}

/** Two texts and the share of the smaller one's shingles that the other has, too (0 to 1). */
export interface Overlap {
  left: string
  right: string
  share: number
}

/** The pairs of texts that share at least `least` of the smaller one's shingles, by way of an index of shingles. */
export function overlaps(texts: ReadonlyMap<string, string>, width: number, least: number): Overlap[] {
  const holders = new Map<string, string[]>()
  const sizes = new Map<string, number>()
  for (const [name, text] of texts) {
    const shingles = shinglesOf(text, width)
    sizes.set(name, shingles.size)
    for (const shingle of shingles) holders.set(shingle, [...(holders.get(shingle) ?? []), name])
  }
  const common = new Map<string, number>()
  for (const names of holders.values())
    for (const [index, left] of names.entries())
      for (const right of names.slice(index + 1)) {
        const key = `${left}\n${right}`
        common.set(key, (common.get(key) ?? 0) + 1)
      }
  return [...common].flatMap(([key, count]) => {
    const [left, right] = key.split('\n') as [string, string]
    const share = count / Math.min(sizes.get(left)!, sizes.get(right)!)
    return share >= least ? [{ left, right, share }] : []
  })
}
