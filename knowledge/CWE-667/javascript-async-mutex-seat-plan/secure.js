import { Mutex } from 'async-mutex'
import { loadPlan, savePlan } from './plans.js'

const locks = new Map()

function lockOf(show) {
  let lock = locks.get(show)
  if (!lock) {
    lock = new Mutex()
    locks.set(show, lock)
  }
  return lock
}

/** Books seats of a show for a visitor and returns the plan. */
export async function bookSeats(show, seats, visitor) {
  return lockOf(show).runExclusive(async () => {
    const plan = await loadPlan(show)
    for (const seat of seats) {
      if (!(seat in plan.seats)) throw new Error(`There is no seat ${seat}.`)
      if (plan.seats[seat] !== null) throw new Error(`Seat ${seat} is taken.`)
    }
    for (const seat of seats) plan.seats[seat] = visitor
    plan.free -= seats.length
    await savePlan(show, plan)
    return plan
  })
}
