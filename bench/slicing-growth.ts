type GrownLanguage = 'python' | 'javascript' | 'c'

/** A text that can be made as long as one likes; the criterion is its last statement. */
export interface GrownText {
  readonly language: GrownLanguage
  readonly code: string
  /** Line of the last statement, from 1. */
  readonly line: number
}

interface Shape {
  readonly language: GrownLanguage
  readonly open: string
  readonly close: string
  /** Lines of one round. */
  readonly size: number
  readonly round: (i: number) => string
  /** Lines behind the last statement. */
  readonly behind: number
}

const mixed = (i: number): [string, string] => [`v${i % 40}`, `v${(i + 7) % 40}`]

/** What programs have many of: a mixture, and each construct that once made slicing slower than linear. */
const shapes = {
  'mixed, python': {
    language: 'python',
    open: 'def grown(items, limit):',
    close: '    items.append(v1)\n    return v0',
    size: 5,
    round: (i) => {
      const [a, b] = mixed(i)
      return `    ${a} = ${b} + ${i}\n    if ${a} > limit:\n        return ${b}\n    for item in items:\n        ${b} += item`
    },
    behind: 0,
  },
  'mixed, javascript': {
    language: 'javascript',
    open: 'function grown(items, limit) {',
    close: '  items.push(v1)\n  return v0\n}',
    size: 5,
    round: (i) => {
      const [a, b] = mixed(i)
      return `  ${a} = ${b} + ${i}\n  if (${a} > limit) {\n    return ${b}\n  }\n  for (const item of items) ${b} += item`
    },
    behind: 1,
  },
  'mixed, c': {
    language: 'c',
    open: 'int grown(int *items, int limit) {',
    close: '  items[0] = v1;\n  return v0;\n}',
    size: 5,
    round: (i) => {
      const [a, b] = mixed(i)
      return `  ${a} = ${b} + ${i};\n  if (${a} > limit) {\n    return ${b};\n  }\n  while (${b} < items[${i}]) ${b}++;`
    },
    behind: 1,
  },
  'branches, python': {
    language: 'python',
    open: 'def grown(a):',
    close: '    return a',
    size: 2,
    round: (i) => `    if g(a, ${i}):\n        a = ${i}`,
    behind: 0,
  },
  'breaks of one loop, python': {
    language: 'python',
    open: 'def grown(a, b):\n    while a:',
    close: '    return b',
    size: 3,
    round: (i) => `        if g(a, ${i}):\n            break\n        b += a`,
    behind: 0,
  },
  'calls in one try, python': {
    language: 'python',
    open: 'def grown(a, b):\n    try:',
    close: '    finally:\n        h(b)\n    return b',
    size: 1,
    round: (i) => `        b = g(a, ${i})`,
    behind: 0,
  },
  'cases of one switch, c': {
    language: 'c',
    open: 'int grown(int a, int b) {\n  switch (a) {',
    close: '  }\n  return b;\n}',
    size: 3,
    round: (i) => `  case ${i}:\n    b = g(a, ${i});\n    break;`,
    behind: 1,
  },
  'gotos to one label, c': {
    language: 'c',
    open: 'int grown(int a, int b) {',
    close: 'out:\n  return b;\n}',
    size: 3,
    round: (i) => `  if (g(a, ${i}))\n    goto out;\n  b += a;`,
    behind: 1,
  },
  'functions that call each other, python': {
    language: 'python',
    open: 'x = 0',
    close: 'f1(x)',
    size: 4,
    round: (i) => `def f${i}(a):\n    global x\n    x = a\n    return f${Math.max(0, i - 1)}(x)`,
    behind: 0,
  },
  'closures over one variable, javascript': {
    language: 'javascript',
    open: 'function grown(a) {\n  let x = 0',
    close: '  return x\n}',
    size: 2,
    round: (i) => `  const g${i} = () => { x += a }\n  g${i}()`,
    behind: 1,
  },
} satisfies Record<string, Shape>

/** Names of the texts that can be grown. */
export const grownShapes = Object.keys(shapes) as (keyof typeof shapes)[]

/** A text of the shape, about so many lines long. */
export function grownText(name: keyof typeof shapes, lines: number): GrownText {
  const { language, open, close, size, round, behind }: Shape = shapes[name]
  const rounds = Array.from({ length: Math.floor(lines / size) }, (_, i) => round(i))
  const code = `${[open, ...rounds, close].join('\n')}\n`
  return { language, code, line: code.split('\n').length - 1 - behind }
}
