import type { SecurityPatch } from '../../src/patches/patch.js'

let count = 0

/** A fix of a commit of its own. */
export const fix = (language: string, before: string, after: string): SecurityPatch => {
  count += 1
  const id = `fix-${count}`
  return { id, language, cwe: 'CWE-1', before, after, origin: { commit: `commit-${count}` } }
}

export const yamlFix = (name: string) =>
  fix(
    'python',
    `import yaml\n\ndef read_${name}(stream):\n    data = yaml.load(stream)\n    return data["${name}"]\n`,
    `import yaml\n\ndef read_${name}(stream):\n    data = yaml.safe_load(stream)\n    return data["${name}"]\n`,
  )

export const sqlFix = (name: string) =>
  fix(
    'python',
    `def find(cur, ${name}):\n    cur.execute("SELECT * FROM t WHERE x = '%s'" % ${name})\n    return cur.fetchone()\n`,
    `def find(cur, ${name}):\n    cur.execute(\n        "SELECT * FROM t WHERE x = ?",\n        (${name},),\n    )\n    return cur.fetchone()\n`,
  )

export const lengthFix = (name: string) =>
  fix(
    'c',
    `int put(char *to, int ${name})\n{\n    to[${name}] = 0;\n    return 0;\n}\n`,
    `int put(char *to, int ${name})\n{\n    if (${name} >= LIMIT)\n        return -1;\n    to[${name}] = 0;\n    return 0;\n}\n`,
  )

export const nullFix = (name: string) =>
  fix(
    'c',
    `void use(struct s *${name})\n{\n    run(${name}->value);\n}\n`,
    `void use(struct s *${name})\n{\n    if (!${name})\n        return;\n    run(${name}->value);\n}\n`,
  )

export const shellFix = (name: string) =>
  fix(
    'python',
    `import subprocess\n\ndef ${name}(words):\n    subprocess.call(words, shell=True)\n`,
    `import subprocess\n\ndef ${name}(words):\n    subprocess.call(words)\n`,
  )

/** A task of one subset. */
export const taskOf = (...patches: SecurityPatch[]) => ({
  cwe: 'CWE-1',
  name: 'Bad Thing',
  subsets: [patches],
  want: { guidelines: true, causes: true, examples: true },
})
