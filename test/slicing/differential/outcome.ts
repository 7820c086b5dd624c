/** What one run of a text did. */
export interface Run {
  /** What the probes printed, in order: the probe's number, a space, the value. */
  probes: string[]
  /**
   * `raised`: by an uncaught exception that the main procedure itself throws outside of any `try` body. `thrown`: by another
   * one that the program throws. `fault`: by an error that no program has, such as an unknown name, or by a signal.
   * `timeout`: it did not end.
   */
  end: 'finished' | 'raised' | 'thrown' | 'fault' | 'timeout'
}

/** What a text did: a run for each of {@link inputs}, or why it does not compile. */
export type Outcome = { runs: Run[] } | { invalid: string }

/** The arguments `a` and `b` of the runs. */
export const inputs: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 5],
  [7, 2],
  [12, 33],
]

/** A run that prints more than this many probes is cut off there, as one that does not end. */
export const maxProbes = 5_000
