/** A function of about so many lines, with branches, loops, early returns and shared variables in steady proportion. */
export function grownFunction(language: 'python' | 'javascript' | 'c', lines: number): string {
  const rounds = Math.floor(lines / 5)
  const body = Array.from({ length: rounds }, (_, i) =>
    rounds5[language](`v${i % 40}`, `v${(i + 7) % 40}`, i),
  )
  const { open, close } = frames[language]
  return [open, ...body, close].join('\n')
}

const frames = {
  python: { open: 'def grown(items, limit):', close: '    items.append(v1)\n    return v0\n' },
  javascript: { open: 'function grown(items, limit) {', close: '  items.push(v1)\n  return v0\n}\n' },
  c: { open: 'int grown(int *items, int limit) {', close: '  items[0] = v1;\n  return v0;\n}\n' },
}

const rounds5 = {
  python: (a: string, b: string, i: number): string =>
    `    ${a} = ${b} + ${i}\n    if ${a} > limit:\n        return ${b}\n    for item in items:\n        ${b} += item`,
  javascript: (a: string, b: string, i: number): string =>
    `  ${a} = ${b} + ${i}\n  if (${a} > limit) {\n    return ${b}\n  }\n  for (const item of items) ${b} += item`,
  c: (a: string, b: string, i: number): string =>
    `  ${a} = ${b} + ${i};\n  if (${a} > limit) {\n    return ${b};\n  }\n  while (${b} < items[${i}]) ${b}++;`,
}
