/** Run as a process of its own: opens a cassette for replay and says how many answers it holds. */
import { RescueError } from '../../../src/errors.js'
import { Cassette } from '../../../src/evaluation/cassette.js'

try {
  const cassette = await Cassette.open(process.argv[2] ?? '', { mode: 'replay', model: {} })
  console.log(`${cassette.size} answers`)
} catch (thrown) {
  console.log(thrown instanceof RescueError ? `${thrown.code} ${thrown.message}` : thrown)
}
