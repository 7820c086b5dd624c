import type { BuildReport, KnowledgeBase } from '../knowledge/index.js'
import { type SkipReason, skipReasons } from '../patches/index.js'
import { secretMark } from '../text/secrets.js'
import { printable } from './redact.js'

/** Places that are shown of each reason, and problems that are shown in all. */
const shown = 3

/** The report of a build for people. */
export function reportText(report: BuildReport, base: KnowledgeBase, out: string): string {
  const guidelines = base.weaknesses.reduce((sum, weakness) => sum + weakness.guidelines.length, 0)
  const causes = base.weaknesses.reduce((sum, weakness) => sum + weakness.causes.length, 0)
  const lines = [
    base.weaknesses.length > 0
      ? `Knowledge base in ${out}: ${base.weaknesses.length} weaknesses, ${guidelines} guidelines, ${causes} causes, ${base.examples.length} examples`
      : 'No knowledge base: there is nothing to put into it',
    `Read ${report.read} records; ${report.duplicates} repeat another one, ${report.nearDuplicates.length} nearly do`,
  ]
  for (const [reason, { count, places }] of Object.entries(report.skipped)) {
    lines.push(`Left out ${count}: ${reason} (${skipReasons[reason as SkipReason]})`)
    for (const { file, line, record, detail } of places.slice(0, shown)) {
      const place = [file, line].filter((part) => part !== undefined && part !== '').join(':')
      lines.push(`  ${[place, record].filter(Boolean).join(' ')}: ${detail}`)
    }
  }
  if (report.assigned.length > 0)
    lines.push(`Without a CWE type: ${report.assigned.length} joined the nearest cluster`)
  if (report.unclassified.length > 0) {
    lines.push(`Without a CWE type and like no cluster, left out: ${report.unclassified.length}`)
  }
  if (report.secrets > 0) lines.push(`Secrets taken out, each now "${secretMark}": ${report.secrets}`)
  if (report.withheld.length > 0) {
    lines.push(`Texts that speak to a language model, not used: ${report.withheld.length}`)
    for (const { about, cwe, text } of report.withheld.slice(0, shown))
      lines.push(`  ${cwe} ${about}: ${text}`)
  }
  const reused = report.clusters.filter((cluster) => cluster.reused).length
  lines.push(`${report.clusters.length} clusters${reused > 0 ? `, ${reused} of them unchanged` : ''}`)
  for (const { cwe, fixes, subsets, coherence } of report.clusters) {
    lines.push(
      `  ${cwe.padEnd(9)} ${String(fixes).padStart(5)} fixes  ${String(subsets.length).padStart(4)} subsets  coherence ${coherence.toFixed(2)}`,
    )
  }
  if (report.calls + report.resumedCalls > 0) {
    lines.push(
      `Model calls: ${report.calls}${report.resumedCalls > 0 ? `, and ${report.resumedCalls} answers kept from an interrupted build` : ''}`,
    )
  }
  const ungrounded = report.problems.filter(({ kind }) => kind === 'ungrounded').length
  if (ungrounded > 0) lines.push(`Ungrounded guidelines: ${ungrounded}`)
  if (report.unmatchedReviews.length > 0) {
    lines.push(`Reviews of something that is not in the base: ${report.unmatchedReviews.length}`)
  }
  if (report.problems.length > 0) lines.push(`Problems: ${report.problems.length}`)
  for (const { cwe, kind, detail } of report.problems.slice(0, 10 * shown))
    lines.push(`  ${cwe} ${kind}: ${detail}`)
  if (report.problems.length > 10 * shown) lines.push('  ... (all of them with --json)')
  return printable(lines.join('\n'))
}
