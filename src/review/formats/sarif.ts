import type { Log, ReportingDescriptor, Result } from 'sarif'
import { visible } from '../../text/hidden-characters.js'
import { version } from '../../version.js'
import { moduleName } from '../changed-functions.js'
import type { Finding } from '../finding.js'
import type { Review } from '../review.js'

/**
 * The review as SARIF 2.1.0 (OASIS standard), with a rule per CWE type. The level is `note` throughout: guidance, no verdict.
 */
export function reviewSarif(review: Review): Log {
  const rules = rulesOf(review.findings)
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]))
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'rescue-rag', semanticVersion: version, rules } },
        automationDetails: { id: 'rescue-review/' },
        columnKind: 'utf16CodeUnits',
        results: review.findings.map((finding) => resultOf(finding, indexOf.get(finding.cwe) ?? -1)),
      },
    ],
  }
}

function rulesOf(findings: readonly Finding[]): ReportingDescriptor[] {
  const rules = new Map<string, ReportingDescriptor>()
  for (const { cwe, name } of findings) {
    if (rules.has(cwe)) continue
    const number = cwe.replace('CWE-', '')
    rules.set(cwe, {
      id: cwe,
      name,
      shortDescription: { text: `${cwe} ${name}` },
      fullDescription: { text: `Code that resembles fixed cases of ${cwe} (${name}). Guidance, no verdict.` },
      helpUri: `https://cwe.mitre.org/data/definitions/${number}.html`,
      help: { text: `Guidance from fixes of ${cwe} (${name}); each result names the rules for its code.` },
      defaultConfiguration: { level: 'note' },
      properties: { tags: ['security', `external/cwe/cwe-${number.padStart(3, '0')}`], precision: 'low' },
    })
  }
  return [...rules.values()]
}

function resultOf(finding: Finding, ruleIndex: number): Result {
  const { cwe, file, startLine, endLine, fingerprint, score, calls, others, opinion } = finding
  return {
    ruleId: cwe,
    ruleIndex,
    level: 'note',
    message: messageOf(finding),
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(file), uriBaseId: '%SRCROOT%' },
          region: { startLine, endLine },
        },
        ...(finding.function !== moduleName && {
          logicalLocations: [{ name: finding.function, kind: 'function' }],
        }),
      },
    ],
    relatedLocations: calls.map(({ qualified, line }) => ({
      physicalLocation: {
        artifactLocation: { uri: relativeUri(file), uriBaseId: '%SRCROOT%' },
        region: { startLine: line },
      },
      message: { text: `Calls ${qualified}, as fixes of ${cwe} do.` },
    })),
    partialFingerprints: { 'rescueFinding/v1': fingerprint },
    properties: { score, otherWeaknesses: others.map((other) => other.cwe), ...(opinion && { opinion }) },
  }
}

/** In SARIF, brackets in a message make a link (section 3.11.6), and braces are placeholders (section 3.11.5). */
function messageOf({ cwe, name, guidelines, opinion }: Finding): Result['message'] {
  const said = opinion ? [`A model was asked whether it is there: ${opinion.present}. ${opinion.reason}`] : []
  const rules = guidelines.map((text) => `- ${text}`).join('\n')
  return { text: escapeMessage(visible([`Relevant here: ${cwe} (${name}).`, ...said, rules].join('\n\n'))) }
}

function escapeMessage(text: string): string {
  return text
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/\{/g, '{{')
    .replace(/\}/g, '}}')
}

/** Path of the repository as a relative reference (RFC 3986). */
function relativeUri(file: string): string {
  // A surrogate without its other half has no form in UTF-8.
  return file
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
}
