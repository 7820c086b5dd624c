/**
 * The 2025 CWE Top 25 Most Dangerous Software Weaknesses (MITRE), first place first: a measure of how often and how badly a type
 * occurs in real programs that knows no particular task.
 */
const top25: readonly string[] = [
  ...[
    'CWE-79',
    'CWE-89',
    'CWE-352',
    'CWE-862',
    'CWE-787',
    'CWE-22',
    'CWE-416',
    'CWE-125',
    'CWE-78',
    'CWE-94',
  ],
  ...[
    'CWE-120',
    'CWE-434',
    'CWE-476',
    'CWE-121',
    'CWE-502',
    'CWE-122',
    'CWE-863',
    'CWE-20',
    'CWE-284',
    'CWE-200',
  ],
  ...['CWE-306', 'CWE-918', 'CWE-77', 'CWE-639', 'CWE-770'],
]

/** How common a CWE type is, 0 to 1: 1 for the first of the Top 25, falling evenly to 0 for a type that is not in it. */
export function commonness(cwe: string): number {
  const place = top25.indexOf(cwe)
  return place < 0 ? 0 : 1 - place / top25.length
}
