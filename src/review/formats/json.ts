import type { Finding } from '../finding.js'
import type { Review } from '../review.js'

/** The review as JSON, one object; its shape is part of the public contract. */
export function reviewJson({ functions, findings, known, skipped }: Review): string {
  return JSON.stringify({ functions, known, skipped, findings: findings.map(findingJson) })
}

function findingJson({ code: _, ...finding }: Finding) {
  return finding
}
