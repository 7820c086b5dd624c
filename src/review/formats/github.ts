import { visible } from '../../text/hidden-characters.js'
import { moduleName } from '../changed-functions.js'
import type { Finding } from '../finding.js'
import type { Review } from '../review.js'

/** The review as workflow commands of GitHub Actions, which show it as notices beside the changed lines. One command a line. */
export function reviewAnnotations({ findings }: Review): string {
  return findings.map(annotation).join('\n')
}

function annotation({
  cwe,
  name,
  file,
  startLine,
  endLine,
  guidelines,
  opinion,
  ...finding
}: Finding): string {
  const properties = Object.entries({
    file,
    line: String(startLine),
    endLine: String(endLine),
    title: visible(`${cwe} ${name}`),
  }).map(([key, value]) => `${key}=${escapeProperty(value)}`)
  const place = finding.function === moduleName ? 'This code' : finding.function
  const said = opinion ? [`A model was asked whether it is there: ${opinion.present}. ${opinion.reason}`] : []
  const message = [
    `${place} resembles code that was fixed for it. Guidance, no verdict:`,
    ...guidelines.map((text) => `- ${text}`),
    ...said,
  ]
  return `::notice ${properties.join(',')}::${escapeData(visible(message.join('\n')))}`
}

/** As in the toolkit of GitHub Actions: a message ends with its line. */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}
