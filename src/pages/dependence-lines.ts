import type { PrintedDependenceGraph } from '../slicing/index.js'

/** A dependence between two lines: what stands on `to` depends on what stands on `from`. */
export interface LineDependence {
  from: number
  to: number
  kind: 'data' | 'control'
  /** Variables that carry it; empty for control dependences. */
  variables: string[]
}

/** The dependences of a graph between the first lines of its statements; those between the same two lines as one. */
export function lineDependences({ procedures }: PrintedDependenceGraph): LineDependence[] {
  const lineOf = new Map(
    procedures.flatMap(({ statements }) => statements.map(({ id, startLine }) => [id, startLine])),
  )
  const found = new Map<string, LineDependence>()
  for (const { from, to, kind, variable } of procedures.flatMap(({ dependences }) => dependences)) {
    const [source, dependent] = [lineOf.get(from), lineOf.get(to)]
    if (source === undefined || dependent === undefined || source === dependent) continue
    const key = `${source} ${dependent} ${kind}`
    const known = found.get(key) ?? { from: source, to: dependent, kind, variables: [] }
    found.set(key, known)
    if (variable !== undefined && !known.variables.includes(variable)) known.variables.push(variable)
  }
  return [...found.values()].sort((a, b) => a.to - b.to || a.from - b.from)
}
