/**
 * MITRE's CWE Top 25 Most Dangerous Software Weaknesses of each year, first place first: how often and how badly types occur in
 * published vulnerabilities of real programs, which knows no particular task. Several years, since labels change with fashion:
 * where one list says CWE-787 and CWE-121, an earlier one says CWE-119.
 */
const top25: Readonly<Record<number, readonly number[]>> = {
  2019: [
    119, 79, 20, 200, 125, 89, 416, 190, 352, 22, 78, 787, 287, 476, 732, 434, 611, 94, 798, 400, 772, 426,
    502, 269, 295,
  ],
  2020: [
    79, 787, 20, 125, 119, 89, 200, 416, 352, 78, 190, 22, 476, 287, 434, 732, 94, 522, 611, 798, 502, 269,
    400, 306, 862,
  ],
  2021: [
    787, 79, 125, 20, 78, 89, 416, 22, 352, 434, 306, 190, 502, 287, 476, 798, 119, 862, 276, 200, 522, 732,
    611, 918, 77,
  ],
  2022: [
    787, 79, 89, 20, 125, 78, 416, 22, 352, 434, 476, 502, 190, 287, 798, 862, 77, 306, 119, 276, 918, 362,
    400, 611, 94,
  ],
  2023: [
    787, 79, 89, 416, 78, 20, 125, 22, 352, 434, 862, 476, 287, 190, 502, 77, 119, 798, 918, 306, 362, 269,
    94, 863, 276,
  ],
  2024: [
    79, 787, 89, 352, 22, 125, 78, 416, 862, 434, 94, 20, 77, 287, 269, 502, 200, 863, 918, 119, 476, 798,
    190, 400, 306,
  ],
  2025: [
    79, 89, 352, 862, 787, 22, 416, 125, 78, 94, 120, 434, 476, 121, 502, 122, 863, 20, 284, 200, 306, 918,
    77, 639, 770,
  ],
}

/**
 * How common a CWE type is, 0 to 1: in each year 1 for the first of the Top 25, falling evenly to 0 for a type that is not in it,
 * and the mean of the years.
 */
export function commonness(cwe: string): number {
  const years = Object.values(top25)
  const shares = years.map((list) => {
    const place = list.indexOf(Number(cwe.slice('CWE-'.length)))
    return place < 0 ? 0 : 1 - place / list.length
  })
  return shares.reduce((sum, share) => sum + share, 0) / years.length
}
