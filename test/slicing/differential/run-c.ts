import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inputs, maxProbes, type Outcome, type Run } from './outcome.js'

const timeLimit = 2

/** Names that the programs define at file level; each text gets its own. */
const fileNames = /\b(fn\d+|glob|pair|program)\b/g

const prelude = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static unsigned probes;
void probe(unsigned number, unsigned value) {
  if (++probes > ${maxProbes}u) for (;;);
  printf("%u %u\\n", number, value);
}
`

/**
 * Runs C texts, compiled as one unit. Variables that are not initialised hold a fixed pattern, so that a slice which
 * lost an initialisation shows.
 *
 * @param sanitize - Also with `-fsanitize=undefined,address`, which ends a run with undefined behaviour as an error.
 */
export function runC(texts: readonly string[], { sanitize = false }: { sanitize?: boolean } = {}): Outcome[] {
  const directory = mkdtempSync(join(tmpdir(), 'rescue-fuzz-'))
  try {
    const invalid = new Map<number, string>()
    while (!compile(directory, texts, invalid, sanitize));
    return texts
      .map((_, index): Outcome => {
        const message = invalid.get(index)
        return message === undefined ? { runs: [] } : { invalid: message }
      })
      .map(fill(directory))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Compiles the texts but the invalid ones; false where it found further invalid ones. */
function compile(
  directory: string,
  texts: readonly string[],
  invalid: Map<number, string>,
  sanitize: boolean,
): boolean {
  const unit = texts
    .flatMap((text, index) =>
      // Each text is a file of its own for the compiler's messages.
      invalid.has(index) ? [] : [`#line 1 "text-${index}"\n${text.replace(fileNames, `$1_${index}`)}`],
    )
    .join('\n')
  const calls = texts.flatMap((_, index) =>
    invalid.has(index) ? [] : inputs.map(([a, b]) => `  CASE(${index}, ${a}u, ${b}u)`),
  )
  const main = `#line 1 "main"
#define CASE(index, a, b) \\
  printf("@ %d\\n", index); fflush(stdout); \\
  if ((child = fork()) == 0) { alarm(${timeLimit}); program_##index(a, b); fflush(stdout); _exit(0); } \\
  waitpid(child, &status, 0); \\
  printf("\\n= %s\\n", !WIFSIGNALED(status) ? WEXITSTATUS(status) ? "fault" : "finished" : WTERMSIG(status) == SIGALRM ? "timeout" : "fault");
#include <signal.h>
int main(void) {
  int status = 0;
  pid_t child;
${calls.join('\n')}
  return 0;
}
`
  const file = join(directory, 'unit.c')
  writeFileSync(file, `${prelude}${unit}\n${main}`)
  const flags = sanitize
    ? ['-fsanitize=undefined,address', '-fno-sanitize-recover=all', '-g']
    : ['-ftrivial-auto-var-init=pattern']
  const binary = join(directory, 'unit')
  const { status, stderr } = spawnSync('gcc', ['-O0', '-w', '-std=gnu11', ...flags, '-o', binary, file], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (status === 0) return true
  const before = invalid.size
  for (const match of stderr.matchAll(/^text-(\d+):(\d+):\d+: (?:fatal )?(error: .*)$/gm)) {
    const index = Number(match[1])
    if (!invalid.has(index)) invalid.set(index, `line ${match[2]}: ${match[3]}`)
  }
  // A text that swallows what follows it (an open brace) is blamed on a later one: then each is compiled by itself.
  const runaway = [...invalid.values()].some((message) =>
    /expected .* at end of input|nested|declaration or statement/.test(message),
  )
  if (runaway || invalid.size === before) {
    invalid.clear()
    for (const [index, text] of texts.entries()) {
      writeFileSync(file, `${prelude}#line 1 "text"\n${text}`)
      const check = spawnSync('gcc', ['-w', '-std=gnu11', '-fsyntax-only', file], { encoding: 'utf8' })
      if (check.status !== 0)
        invalid.set(index, check.stderr.split('\n').find((line) => line.includes('error')) ?? '')
    }
    if (invalid.size === 0) throw new Error(`The C runner failed: ${stderr.slice(0, 2_000)}`)
  }
  return false
}

/** Runs the unit, and adds to each outcome its runs. */
function fill(directory: string): (outcome: Outcome, index: number) => Outcome {
  let runs: Map<number, Run[]> | undefined
  return (outcome, index) => {
    if ('invalid' in outcome) return outcome
    runs ??= runUnit(directory)
    return { runs: runs.get(index) ?? [] }
  }
}

function runUnit(directory: string): Map<number, Run[]> {
  const output = join(directory, 'output')
  const { error } = spawnSync('sh', ['-c', `'${join(directory, 'unit')}' > '${output}' 2> /dev/null`])
  if (error) throw error
  const runs = new Map<number, Run[]>()
  let run: Run = { probes: [], end: 'fault' }
  for (const line of readFileSync(output, 'utf8').split('\n')) {
    if (line.startsWith('@ ')) {
      const index = Number(line.slice(2))
      run = { probes: [], end: 'fault' }
      runs.set(index, [...(runs.get(index) ?? []), run])
    } else if (line.startsWith('= ')) run.end = line.slice(2) as Run['end']
    else if (line !== '') run.probes.push(line)
  }
  return runs
}
