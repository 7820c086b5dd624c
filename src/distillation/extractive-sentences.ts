import type { GuardKind } from './fix-pattern.js'
import type { Cause, Guideline } from './guideline.js'
import type { Counted, PatternCounts } from './pattern-counts.js'

/** Most guidelines that are drawn from one cluster. */
export const maxGuidelines = 10

/** Most calls or names that one sentence lists. */
const maxListed = 6

/** Words that say nothing about what a statement works on. */
const commonWords = new Set(
  `self this as to of do return if else elif for while def function const let var static struct void int char unsigned long short size_t
  bool boolean float double new await async import from in is not and or None True False null undefined NULL true false
  sizeof goto break continue switch case default try except catch raise throw err error log print i j k n x`.split(
    /\s+/,
  ),
)

const guardRules: Partial<Record<GuardKind, string>> = {
  null: 'Check a value for null and leave early before it is used',
  limit: 'Compare a length, count or index with its limit and leave early before it is used',
  membership: 'Check that a value is one of the allowed ones and leave early where it is not',
}

const guardCauses: Partial<Record<GuardKind, string>> = {
  null: 'A value that may be null is used without a check',
  limit: 'A length, count or index is used without comparing it with its limit',
  membership: 'A value is used without checking that it is one of the allowed ones',
}

/** Counted patterns as rules, the best supported first. */
export function guidelinesOf(counts: PatternCounts): Guideline[] {
  const { total } = counts
  const rules: (Guideline & { fixes: number })[] = []
  const add = (text: string, how: string, { fixes, ids, languages }: Counted<unknown>) =>
    rules.push({
      text: `${text} (${how} ${fixes} of ${total} fixes).`,
      languages,
      origin: 'extractive',
      ...(fixes < total && { evidence: ids }),
      fixes,
    })
  const told = new Set<string>()
  for (const entry of counts.replacedCalls) {
    const [from, to] = entry.value
    add(`Replace ${code(from)} with ${code(to)}`, 'seen in', entry)
    told.add(from).add(to)
  }
  for (const entry of counts.unformattedCalls) {
    add(
      `Hand values to ${code(entry.value)} as arguments of their own instead of formatting them into its text`,
      'seen in',
      entry,
    )
  }
  for (const entry of counts.guards) {
    const rule = guardRules[entry.value]
    if (rule) add(rule, 'such a check is added in', entry)
  }
  for (const entry of counts.resets) {
    add('Set a pointer or reference to null where what it refers to ends', 'seen in', entry)
  }
  for (const entry of counts.removedOptions) {
    add(`Leave out \`${entry.value}\``, 'removed in', entry)
    told.add(entry.value)
  }
  for (const entry of counts.addedOptions) {
    add(`${/[=:]/.test(entry.value) ? 'Set' : 'Use'} \`${entry.value}\``, 'added in', entry)
    told.add(entry.value)
  }
  for (const entry of counts.guardCalls) {
    add(`Check with ${code(entry.value)} and leave early where the check fails`, 'added in', entry)
    told.add(entry.value)
  }
  for (const entry of counts.addedCalls) {
    if (!told.has(entry.value)) add(`Use ${code(entry.value)}`, 'added in', entry)
  }
  for (const entry of counts.removedCalls) {
    if (!told.has(entry.value)) add(`Avoid ${code(entry.value)}`, 'removed in', entry)
  }
  for (const entry of counts.replacedWords) {
    const [from, to] = entry.value
    const calls = [from, to].map((name) => name.split('.').at(-1)!)
    const isTold = [...told].some((name) => calls.includes(name.split('.').at(-1)!))
    if (!isTold) add(`Write \`${to}\` where the vulnerable code has \`${from}\``, 'seen in', entry)
  }
  return rules
    .sort((a, b) => b.fixes - a.fixes)
    .slice(0, maxGuidelines)
    .map(({ fixes: _, ...rule }) => rule)
}

/** Counted patterns as causes: which operations, with which values, without which checks. */
export function causesOf(counts: PatternCounts, name: string | undefined): Cause[] {
  const { total } = counts
  const texts: string[] = []
  const dangerous = distinct([
    ...counts.replacedCalls.map(({ value }) => value[0]),
    ...counts.unformattedCalls.map(({ value }) => value),
    ...counts.removedCalls.map(({ value }) => value),
    ...counts.changedCalls.map(({ value }) => value),
  ])
  if (dangerous.length > 0) {
    texts.push(`The vulnerable statements call ${listed(dangerous.map(code))}.`)
  }
  for (const { value, fixes } of counts.unformattedCalls.slice(0, 2)) {
    texts.push(`Values are formatted into a text that ${code(value)} is given (${fixes} of ${total} fixes).`)
  }
  for (const { value, fixes } of counts.guards) {
    if (guardCauses[value]) texts.push(`${guardCauses[value]} (${fixes} of ${total} fixes).`)
  }
  const missing = distinct([...counts.guardCalls, ...counts.addedCalls].map(({ value }) => value))
  if (missing.length > 0) {
    texts.push(`The vulnerable code does not call ${listed(missing.map(code))}, which fixes add.`)
  }
  for (const { value, fixes } of counts.removedOptions.slice(0, 2)) {
    texts.push(`The vulnerable code says \`${value}\` (${fixes} of ${total} fixes).`)
  }
  for (const { fixes } of counts.resets) {
    texts.push(
      `A pointer or reference stays in use after what it refers to ended (${fixes} of ${total} fixes).`,
    )
  }
  const names = counts.names
    .map(({ value }) => value)
    .filter((value) => !commonWords.has(value) && value.length > 1)
  if (names.length > 0) {
    texts.push(`Names in the vulnerable statements are ${listed(names.map((value) => `\`${value}\``))}.`)
  }
  if (texts.length > 0 && name) texts[0] = `${name}. ${texts[0]}`
  return texts.map((text) => ({ text, origin: 'extractive' }))
}

function code(call: string): string {
  return `\`${call}()\``
}

function listed(items: readonly string[]): string {
  return items.slice(0, maxListed).join(', ')
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)]
}
