import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeDominators, type Successors } from '../../src/slicing/dominators.js'

/** Nodes that are reached from the first one without passing a given one. */
function reachedWithout(successors: Successors, removed: number): Set<number> {
  const found = new Set(removed === 0 ? [] : [0])
  for (const node of found) for (const next of successors[node]!) if (next !== removed) found.add(next)
  return found
}

/** By definition: a dominates b if every way to b leads over a; the immediate one is the nearest of b's dominators. */
function immediateByDefinition(successors: Successors): number[] {
  const all = reachedWithout(successors, -1)
  const dominators = successors.map((_, b) =>
    all.has(b) ? [...all].filter((a) => a !== b && !reachedWithout(successors, a).has(b)) : [],
  )
  return successors.map((_, b) => {
    if (b === 0) return 0
    return (
      dominators[b]!.find((a) => dominators[b]!.every((c) => c === a || dominators[a]!.includes(c))) ?? -1
    )
  })
}

/** Graphs of up to 14 nodes with any edges: loops with several entries and parts that are not reached among them. */
const graphs = fc
  .integer({ min: 1, max: 14 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }),
  )

describe('dominators', () => {
  it('are those of the definition, on any graph', () => {
    fc.assert(
      fc.property(graphs, (successors) => {
        expect([...computeDominators(successors, 0).immediate]).toEqual(immediateByDefinition(successors))
      }),
      { numRuns: 2_000 },
    )
  })

  it('come before what they dominate in the order of the tree', () => {
    fc.assert(
      fc.property(graphs, (successors) => {
        const { immediate, order } = computeDominators(successors, 0)
        const place = new Map([...order].map((node, i) => [node, i]))
        expect(order[0]).toBe(0)
        for (const node of order.slice(1)) expect(place.get(immediate[node]!)).toBeLessThan(place.get(node)!)
      }),
    )
  })

  it('are found in a chain of 200,000 nodes that all lead to the last', () => {
    const size = 200_000
    const successors = Array.from({ length: size }, (_, node) =>
      node < size - 1 ? [node + 1, size - 1] : [],
    )
    const { immediate } = computeDominators(successors, 0)
    expect(immediate[size - 1]).toBe(0)
    expect(immediate[size - 2]).toBe(size - 3)
  })
})
