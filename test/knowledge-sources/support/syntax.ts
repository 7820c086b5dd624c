import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import ts from 'typescript'
import { compilerOptions, type SourceFile } from '../../../scripts/knowledge-sources.js'

/** What a compiler says about files, by their path; files that it accepts are absent. */
export type Complaints = Record<string, string>

/** Whether a command can be run here. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}

/** The header that a compiler could not find, where that is what it complains about. */
export function missingHeader(complaint: string): string | undefined {
  return /fatal error: (\S+): No such file or directory/.exec(complaint)?.[1]
}

const pythonCheck = `
import json, sys
complaints = {}
for path in json.load(sys.stdin):
    try:
        with open(path, encoding="utf-8") as file:
            compile(file.read(), path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        complaints[path] = str(error)
print(json.dumps(complaints))
`

/** As `python3 -m py_compile`, all files in one process and nothing written. */
export function checkPython(files: readonly SourceFile[]): Complaints {
  return batch('python3', ['-c', pythonCheck], files)
}

const moduleCheck = `
import { readFileSync } from 'node:fs'
import { SourceTextModule } from 'node:vm'
const complaints = {}
for (const path of JSON.parse(readFileSync(0, 'utf8'))) {
  try { new SourceTextModule(readFileSync(path, 'utf8')) } catch (error) { complaints[path] = String(error) }
}
console.log(JSON.stringify(complaints))
`

/** As `node --check` does for an ES module, all files in one process. */
export function checkJavaScript(files: readonly SourceFile[]): Complaints {
  const flags = ['--experimental-vm-modules', '--no-warnings', '--input-type=module', '--eval', moduleCheck]
  return batch(process.execPath, flags, files)
}

/** The syntactic diagnostics of the TypeScript compiler; types are not resolved. */
export function checkTypeScript(files: readonly SourceFile[]): Complaints {
  const options = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext }
  const complaints = files.map(({ path, code }) => {
    const { diagnostics = [] } = ts.transpileModule(code, {
      reportDiagnostics: true,
      compilerOptions: options,
    })
    const texts = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
    return [path, texts.join('\n')]
  })
  return Object.fromEntries(complaints.filter(([, text]) => text !== ''))
}

/** `gcc -fsyntax-only` or `g++ -fsyntax-only`, a process per file, as many at a time as there are processors. */
export async function checkCFamily(files: readonly SourceFile[], language: 'c' | 'cpp'): Promise<Complaints> {
  const limit = pLimit(availableParallelism())
  const options = [...compilerOptions[language], '-fsyntax-only', '-w']
  const results = await Promise.all(
    files.map(({ path }) =>
      limit(
        () =>
          new Promise<[string, string]>((resolve) => {
            execFile(language === 'c' ? 'gcc' : 'g++', [...options, path], (error, _, stderr) =>
              resolve([path, error ? stderr || error.message : '']),
            )
          }),
      ),
    ),
  )
  return Object.fromEntries(results.filter(([, text]) => text !== ''))
}

function batch(command: string, args: readonly string[], files: readonly SourceFile[]): Complaints {
  const input = JSON.stringify(files.map(({ path }) => path))
  return JSON.parse(
    execFileSync(command, args, { input, encoding: 'utf8', maxBuffer: 1 << 26 }),
  ) as Complaints
}
