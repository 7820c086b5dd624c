interface Node {
  readonly successors: readonly number[]
  readonly pseudoSuccessors: number[]
}

/** Ties endless loops to the exit by pseudo-successors: post-dominance needs a way there from everywhere. */
export function leaveEndlessLoops(nodes: readonly Node[], exit: number): void {
  const predecessors: number[][] = nodes.map(() => [])
  nodes.forEach((node, index) => {
    for (const next of node.successors) predecessors[next]!.push(index)
    for (const next of node.pseudoSuccessors) predecessors[next]!.push(index)
  })
  const reached = new Uint8Array(nodes.length)
  const mark = (from: number): void => {
    const pending = [from]
    reached[from] = 1
    while (pending.length > 0) {
      for (const previous of predecessors[pending.pop()!]!) {
        if (reached[previous]) continue
        reached[previous] = 1
        pending.push(previous)
      }
    }
  }
  mark(exit)
  for (let node = nodes.length - 1; node >= 0; node--) {
    if (reached[node]) continue
    nodes[node]!.pseudoSuccessors.push(exit)
    mark(node)
  }
}
