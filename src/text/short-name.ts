/** The name that people use for a CWE type: MITRE puts it in parentheses and quotes, behind the one that it defines. */
export function shortName(name: string): string {
  const end = name.trimEnd()
  const start = end.lastIndexOf("('")
  return start >= 0 && end.endsWith("')") && start + 2 < end.length - 2 ? end.slice(start + 2, -2) : name
}
