/**
 * What reviewers write about code that has no security side: pure computation on values that the caller already holds. Retrieval
 * compares a task's cause with these texts as it does with the weaknesses; where they fit better, it stays silent. They belong
 * to no data set and name no task: each states one of the usual remarks about harmless functions.
 */
export const harmlessCauses: readonly string[] = [
  'No security weakness threatens here. The function is a pure computation on its arguments; it opens no file, sends nothing over a network, runs no command, touches no database and handles no secret.',
  'There is no significant vulnerability. The task only transforms a list, string or number in memory and returns the result, and no data crosses a trust boundary.',
  'This task has no notable security impact. The values come from the calling program itself, and a wrong result would be a functional bug rather than something an attacker could use.',
  'The only concern is missing type checking: an argument of an unexpected type, such as None, a float or a nested list, raises a TypeError or AttributeError and ends the function.',
  'Improper input validation: the function trusts its type hints, so a caller that passes a negative number, an empty list or an empty string gets an exception or a meaningless result.',
  'An empty sequence is not handled, so taking its first element, its maximum or its average raises an IndexError, a ValueError or a ZeroDivisionError.',
  'A division by zero may happen when the count or the divisor is zero; the interpreter raises an exception and the program stops.',
  'An index computed from the length of a list may be off by one, and the interpreter raises an IndexError or, with a negative index, returns the wrong element.',
  'A key that is missing in the dictionary raises a KeyError.',
  'Very large inputs make the function slow: nested loops over the same list take quadratic time, and a recursive solution without memoisation takes exponential time, which may be called a denial of service.',
  'Inefficient algorithmic complexity: sorting, counting, searching primes, testing divisors, computing factorials or Fibonacci numbers for a huge n uses much processor time.',
  'Deep recursion on a long input exceeds the recursion limit of the interpreter and raises a RecursionError.',
  'A long input string or a large n makes the function build large intermediate lists or strings, so memory use grows with the input.',
  'Integers may become very large; in a language with fixed-width integers the sum or product could overflow, here they have arbitrary precision.',
  'Floating-point arithmetic is inexact, so comparing, rounding or truncating numbers may give a result that is slightly wrong.',
  'The function changes the list that it is given, and a caller that still uses this list sees unexpected values.',
  'Text that is not in the expected format, such as letters where digits are expected or unbalanced brackets, makes the parsing or the conversion to an integer fail with a ValueError.',
  'Unicode and upper and lower case are not normalised, so counting vowels, comparing letters, reversing words or testing for a palindrome may be wrong for some alphabets.',
  'The loop may not end when the argument is negative or zero, because the condition is never met.',
  'A boundary of a range, interval or threshold is included where it should be excluded, which is a logic error without security consequences.',
]

/**
 * Subjects and calls of harmless code, as words: arithmetic, sequences, strings, dictionaries. A task that consists of nothing else is
 * compared with these.
 */
export const harmlessSubjects: readonly string[] = [
  'return the sum, product, minimum, maximum, mean or median of a list of integers: sum(numbers) / len(numbers), min(values), max(values), abs(a - b), round(x, 2)',
  'sort a list, sorted(items, key=lambda x: x[1], reverse=True), items.sort(), reverse, unique elements with set(), count occurrences with Counter, most_common',
  'check whether a number is prime, even, odd, a power of two, a perfect square; greatest common divisor, factorial, fibonacci sequence, digits of a number, binary representation: range(2, n), n % i == 0, math.sqrt(n), divmod',
  'split a sentence into words, count vowels, reverse a string, palindrome, anagram, capitalise letters, remove spaces: text.split(), join(words), lower(), upper(), strip(), startswith, isdigit, isalpha, ord(c), chr(n)',
  'filter a list by a condition, map each element, zip two lists, enumerate, flatten nested lists, append to result, list comprehension, slicing, for i in range(len(values)), isinstance(x, int)',
  'matrix multiplication, transpose rows and columns, area of a triangle, distance between points, polynomial evaluation, roots of an equation',
  'balanced parentheses with a stack, depth of nesting, intervals that overlap, two elements that add up to a target, longest common prefix, substring, subsequence',
  'dictionary of counts, keys and values, group by length, roman numerals, grades, calendar dates, tree traversal, linked list, binary search, bubble sort, memo, dynamic programming',
]
