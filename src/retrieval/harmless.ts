import type { Weakness } from '../knowledge/types.js'
import written from './harmless-tasks.json' with { type: 'json' }

/** Typical harmless tasks, and of most what a language model answers when it is asked what threatens there; without languages in any. */
const tasks: readonly { languages?: string[]; text: string; cause?: string }[] = written

/** What a reviewer says who finds nothing, in any language. */
const denials = [
  'No security weakness threatens here. The function is a pure computation on its arguments; it opens no file, sends nothing over a network, runs no command, touches no database and handles no secret.',
  'There is no significant vulnerability. The code only transforms values in memory and returns the result, and no data crosses a trust boundary.',
  'This has no notable security impact. The values come from the calling program itself, and a wrong result would be a functional bug rather than something that could be abused.',
]

/**
 * What reviewers write about code that has no security side, one text per kind of ordinary defect: the usual classes of functional bugs
 * (type, range, boundary, precision, mutation, performance). In C and C++ half of them would be weaknesses.
 */
const defects = [
  'The only concern is missing type checking: an argument of an unexpected type raises a TypeError or AttributeError and ends the function.',
  'Improper input validation: the function trusts its type hints, so a caller that passes a negative number, an empty list, an empty string or None gets an exception or a meaningless result.',
  'An empty sequence is not handled, so taking its first element or its maximum raises an IndexError or a ValueError.',
  'A division by zero may happen when the count or the divisor is zero; the interpreter raises an exception.',
  'An index computed from the length of a list may be off by one, and the interpreter raises an IndexError or returns the wrong element.',
  'A key that is missing in the dictionary raises a KeyError.',
  'Very large inputs make the function slow, because nested loops take quadratic time or repeated work takes exponential time; in theory this is a denial of service.',
  'Algorithmic complexity: sorting, counting or searching a huge input uses much processor time.',
  'Deep recursion on a long input exceeds the recursion limit of the interpreter and raises a RecursionError.',
  'A long input makes the function build large intermediate lists or strings, so memory use grows with the input.',
  'Integers may become very large; in a language with fixed-width integers the result could overflow, here they have arbitrary precision.',
  'Floating-point arithmetic is inexact, so comparing or rounding numbers may give a result that is slightly wrong.',
  'The function changes the list that it is given, and a caller that still uses this list sees unexpected values.',
  'Text that is not in the expected format makes the parsing or the conversion to a number fail with a ValueError.',
  'Unicode and upper and lower case are not normalised, so comparing or counting letters may be wrong for some alphabets.',
  'The loop may not end for some arguments, because its condition is never met.',
  'A boundary of a range is included where it should be excluded, which is a logic error without security consequences.',
]

/**
 * What pure code is about, in the words and names of the pure parts of standard libraries: a text per module or built-in type
 * (Python's math, statistics, itertools, functools, collections, heapq, calendar, fractions; lists, strings, dictionaries).
 */
const topics = [
  'arithmetic: add, subtract, multiply or divide two numbers, return a + b, double a value, increment, negate, compare, swap',
  'sum, product, minimum, maximum, mean, median, variance and rounding of numbers: sum(values) / len(values), min(values), max(values), abs(a - b), round(x, 2), statistics.mean, statistics.median',
  'number theory: gcd, lcm, factorial, isqrt, comb, whether n is even, odd, prime or a perfect square, divisors, remainders, powers, digits of a number: n % i == 0, divmod(n, 10), math.sqrt(n), range(2, n)',
  'sorting and order: sorted(items, key=lambda x: x[1], reverse=True), items.sort(), reverse, ascending or descending, nlargest, nsmallest, bisect',
  'counting and sets: Counter, most_common, count occurrences, unique elements, duplicates, union, intersection and difference of sets, group by length',
  'strings: lower, upper, swapcase, capitalize, isalpha, isdigit, ord(c), chr(n), reverse a string, count letters, vowels and consonants, prefix, suffix, substring, join(words)',
  'sequences: zip two lists, enumerate, flatten nested lists, accumulate, pairwise, combinations, permutations, append to result, list comprehension, even positions, for i in range(len(values)), isinstance(x, int)',
  'matrices, geometry and series: transpose, determinant, dot product, area and perimeter, distance between two points, arithmetic and geometric series, next term of a sequence',
  'trees, graphs and recursion over plain data: depth, breadth first, depth first, memo, dynamic programming, longest common subsequence, nested brackets',
  'calendar and units: leap year, weekday, days of a month, Fraction, Decimal, convert lengths, weights and temperatures, binary and decimal notation',
]

/** Where mistakes of plain computation are exceptions, and where they are writes out of bounds and undefined behaviour. */
type Memory = 'managed' | 'native'

function memoryOf(language: string): Memory {
  return language === 'c' || language === 'cpp' ? 'native' : 'managed'
}

function harmlessWork(memory: Memory, causes: readonly string[]): Weakness {
  return {
    cwe: `harmless, ${memory}`,
    name: 'no security weakness',
    parents: [],
    causes: causes.map((text) => ({ text, origin: 'curated' })),
    guidelines: topics.map((text) => ({ text, origin: 'curated' })),
    tasks: tasks
      .filter(({ languages }) => !languages || memoryOf(languages[0]!) === memory)
      .map((task) => ({ ...task, apis: [] })),
  }
}

const managed = harmlessWork('managed', [...denials, ...defects])
const native = harmlessWork('native', denials)

/**
 * Harmless work, told as weaknesses are: what is said of it, what it is about, and typical tasks with what a language model answers
 * when it is asked what threatens there. Retrieval stays silent where a task fits it as well as any weakness. One kind for languages
 * in which mistakes of plain computation end in an exception, and one for C and C++. Told as fully as the weaknesses it is compared
 * with: typical tasks would outweigh a base that has none. The texts belong to no data set.
 */
export function harmlessKinds(weaknesses: readonly Weakness[]): Weakness[] {
  const haveTasks = weaknesses.some(({ tasks = [] }) => tasks.length > 0)
  return [managed, native].map((kind) => (haveTasks ? kind : { ...kind, tasks: [] }))
}

/** Which of {@link harmlessKinds} a task is compared with, by its language as `canonicalLanguage` names it. */
export function harmlessKindOf(language: string): number {
  return memoryOf(language) === 'managed' ? 0 : 1
}
