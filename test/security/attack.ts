import { describe, it } from 'vitest'

/** Something that an attacker does, and what must come of it. */
export interface Attack {
  name: string
  /** What it tries, in one line. */
  tried: string
  /** Makes the attack through the public API and says what must hold. */
  check: () => void | Promise<void>
}

/** Runs a group of attacks; `docs/security.md` has a row for each group. */
export function attacks(group: string, list: readonly Attack[]): void {
  describe(group, () => {
    it.each(list.map((attack) => [attack.name, attack.tried, attack.check] as const))(
      '%s: %s',
      (_name, _tried, check) => check(),
    )
  })
}
