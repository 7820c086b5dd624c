import type { SecurityPatch } from '../patches/patch.js'
import { codeSpans } from '../text/code-spans.js'

/** What the code of a cluster holds, for looking up the APIs that a guideline names. */
export interface CodeIndex {
  /** Indices of the fixes whose code holds an identifier. */
  readonly fixesByIdentifier: ReadonlyMap<string, ReadonlySet<number>>
  readonly patches: readonly SecurityPatch[]
}

/** Where the APIs of a guideline occur. */
export interface Grounding {
  /** APIs that the text names, as it writes them, without parentheses. */
  named: string[]
  /** Those that occur nowhere in the code: likely invented. */
  missing: string[]
  /** Identifiers of the fixes that hold at least one of the named APIs. */
  evidence: string[]
  /** Languages of these fixes. */
  languages: string[]
}

/** Indexes every identifier of both versions of the fixes. */
export function indexCode(patches: readonly SecurityPatch[]): CodeIndex {
  const fixesByIdentifier = new Map<string, Set<number>>()
  for (const [index, { before, after }] of patches.entries()) {
    for (const [identifier] of `${before}\n${after}`.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) {
      const fixes = fixesByIdentifier.get(identifier)
      if (fixes) fixes.add(index)
      else fixesByIdentifier.set(identifier, new Set([index]))
    }
  }
  return { fixesByIdentifier, patches }
}

/**
 * The APIs that a text names: calls such as `` `yaml.safe_load()` `` or `strncpy()`, and dotted names in back-quotes such as
 * `` `subprocess.run` ``. Options, literals, classes and single words in back-quotes are no APIs.
 */
export function namedApis(text: string): string[] {
  const found: string[] = []
  for (const part of codeSpans(text).flatMap(({ raw, code }) =>
    code === undefined ? bareCalls(raw) : [code],
  )) {
    const [, name, call] =
      /^([A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*)(\(.*\))?$/.exec(part.trim()) ?? []
    const last = name?.split(/\.|::|->/).at(-1)
    if (name && (call || (last !== name && /^[a-z]\w*$/.test(last ?? '')))) found.push(name)
  }
  return [...new Set(found)]
}

/** Names before an empty pair of parentheses in prose. */
function bareCalls(prose: string): string[] {
  const names = [...prose.matchAll(/[\w$]+(?:(?:\.|::|->)[\w$]+)*/g)]
  return names.flatMap(({ 0: name, index }) =>
    prose.startsWith('()', index + name.length) ? [`${name}()`] : [],
  )
}

/**
 * Looks for every API that a guideline names in the code that it was drawn from. An API is looked for by its last part, since
 * receivers have other names in other places: `cursor.execute()` is found in `cur.execute(sql)`.
 */
export function groundText(text: string, { fixesByIdentifier, patches }: CodeIndex): Grounding {
  const named = namedApis(text)
  const missing: string[] = []
  const holders = new Set<number>()
  for (const api of named) {
    const fixes = fixesByIdentifier.get(api.split(/\.|::|->/).at(-1)!)
    if (!fixes) missing.push(api)
    else for (const fix of fixes) holders.add(fix)
  }
  const found = [...holders].sort((a, b) => a - b).map((index) => patches[index]!)
  return {
    named,
    missing,
    evidence: [...new Set(found.map(({ id }) => id))],
    languages: [...new Set(found.map(({ language }) => language))].sort(),
  }
}
