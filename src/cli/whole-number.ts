import { InvalidArgumentError } from 'commander'

/** Reads options whose value is a whole number in decimal digits, from `min` to `max`. */
export function wholeNumber({ min, max }: { min: number; max: number }): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (/^\d{1,15}$/.test(value) && number >= min && number <= max) return number
    throw new InvalidArgumentError(`Give a whole number of at least ${min} and at most ${max}.`)
  }
}

/** Reads how many of something: at least one. */
export const parseCount = wholeNumber({ min: 1, max: 999_999 })
