import { Script } from 'node:vm'
import { messageOf } from '../../../src/errors.js'
import { inputs, maxProbes, type Outcome, type Run } from './outcome.js'

const timeLimit = 2_000
class ProcessExit {}

/** Runs JavaScript texts in this process. */
export function runJavascript(texts: readonly string[]): Outcome[] {
  return texts.map((text): Outcome => {
    // A text that has no function `program` is code outside of any, for which `a` and `b` are given.
    const source = `(function (probe, process, a, b) {\n${text}\nif (typeof program === 'function') program(a, b)\n})`
    try {
      new Script(source)
    } catch (thrown) {
      return { invalid: messageOf(thrown) }
    }
    return { runs: inputs.map((input) => runOnce(source, input)) }
  })
}

function runOnce(source: string, [a, b]: readonly [number, number]): Run {
  const probes: string[] = []
  const host = globalThis as unknown as { rescueFuzz?: readonly unknown[] }
  const probe = (number: number, ...values: unknown[]): void => {
    probes.push(`${number} ${values.map((value) => JSON.stringify(value) ?? 'undefined').join(' ')}`)
    if (probes.length > maxProbes) for (;;);
  }
  const process = {
    exit() {
      throw new ProcessExit()
    },
  }
  host.rescueFuzz = [probe, process, a, b]
  try {
    // The time limit holds only for what runs within the script, so the call is part of it.
    new Script(`(${source})(...globalThis.rescueFuzz)`).runInThisContext({ timeout: timeLimit })
    return { probes, end: 'finished' }
  } catch (thrown) {
    if (thrown instanceof ProcessExit) return { probes, end: 'finished' }
    if (thrown instanceof EvalError) return { probes, end: 'raised' }
    const timedOut = (thrown as { code?: string })?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    if (timedOut) return { probes, end: 'timeout' }
    // The programs throw numbers; what the engine throws has words.
    const own = thrown instanceof Error && /^\d+$/.test(thrown.message)
    return { probes, end: own ? 'thrown' : 'fault' }
  } finally {
    delete host.rescueFuzz
  }
}
