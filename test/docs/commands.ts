import { existsSync } from 'node:fs'
import { read, root } from './blocks.js'

const { name, scripts, dependencies, peerDependencies, optionalDependencies, devDependencies } = JSON.parse(
  read('package.json'),
) as { name: string; scripts: Record<string, string> } & Record<string, Record<string, string>>
const packages = new Set([
  name,
  ...[dependencies, peerDependencies, optionalDependencies, devDependencies].flatMap((group) =>
    Object.keys(group ?? {}),
  ),
])

/** Programs that are not ours; what they are told is not checked. */
const others = new Set([
  'cd',
  'claude',
  'codeql-sarif.sh',
  'git',
  'mkdir',
  'head',
  'bandit',
  'python3',
  'sudo',
])

/** The commands of a shell block: comments dropped, continued lines joined, lists and pipes taken apart. */
export function commandsOf(text: string): string[][] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, ''))
    .flatMap(splitList)
    .filter((words) => words.length > 0)
}

/** Words of each command of a line, quotes respected, settings of variables before the command dropped. */
function splitList(line: string): string[][] {
  const lists: string[][] = [[]]
  for (const [word = ''] of line.matchAll(/&&|\|\|?|;|>+|<|(?:"[^"]*"|'[^']*'|[^\s"'|;&<>])+/g)) {
    if (/^(&&|\|\|?|;)$/.test(word)) lists.push([])
    else lists.at(-1)?.push(word.replace(/^(["'])(.*)\1$/, '$2'))
  }
  return lists.map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word))))
}

/**
 * What is wrong with a command of a document, or undefined.
 *
 * @param helpOf the help of a command of `rescue`, or undefined where there is no such command
 */
export function faultOf(
  [program = '', ...rest]: string[],
  helpOf: (command: string) => string | undefined,
): string | undefined {
  const args = rest.slice(0, rest.findIndex((word) => /^[<>]/.test(word)) >>> 0)
  if (program === 'rescue') return faultOfRescue(args, helpOf)
  if (program === 'npm') return faultOfNpm(args)
  if (program === 'npx') {
    const [tool = '', ...its] = args.filter((word, index) => index > 0 || !/^(-y|--yes)$/.test(word))
    if (tool === 'rescue' || tool === name) return faultOfRescue(its, helpOf)
    const paths = its.filter((word) => word.includes('/') && !/^[A-Z.]/.test(word))
    return packages.has(tool) ? paths.filter((path) => !existsSync(root + path))[0] : `npx ${tool}`
  }
  if (program === 'node') return undefined
  return others.has(program) ? undefined : program
}

function faultOfRescue([command = '', ...flags]: string[], helpOf: (command: string) => string | undefined) {
  if (/^(--help|--version|COMMAND|\.\.\.|)$/.test(command)) return undefined
  const help = helpOf(command)
  if (help === undefined) return `rescue ${command}`
  return flags
    .map((flag) => /^--[a-z-]+|^-[a-z]$/.exec(flag)?.[0])
    .find(
      (flag) =>
        flag !== undefined && flag !== '--help' && !new RegExp(`(^|[\\s,])${flag}(?![\\w-])`).test(help),
    )
}

function faultOfNpm([verb = '', ...args]: string[]): string | undefined {
  if (verb === 'run') return scripts[args[0] ?? ''] === undefined ? `npm run ${args[0]}` : undefined
  if (verb === 'install') return args.find((arg) => !arg.startsWith('-') && !packages.has(arg))
  return /^(ci|test|init|pack|publish|version)$/.test(verb) ? undefined : `npm ${verb}`
}
