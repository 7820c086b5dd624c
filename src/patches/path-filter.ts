import type { SkipReason } from './patch-outcome.js'

/** Why a file of a commit is left out, by its path. */
export type PathReason = Extract<SkipReason, 'test' | 'vendored' | 'generated'>

/** Patterns on paths with forward slashes, first match wins. The default of git mining. */
export const defaultPathFilter: readonly { reason: PathReason; pattern: RegExp }[] = [
  {
    reason: 'vendored',
    pattern:
      /(?:^|\/)(?:node_modules|bower_components|vendor|vendored|third[-_]?party|external|externals|extern|deps|site-packages)\//i,
  },
  { reason: 'generated', pattern: /(?:^|\/)(?:dist|build|out|generated|gen|__generated__)\//i },
  {
    reason: 'generated',
    pattern:
      /[.-]min\.[cm]?js$|\.bundle\.js$|_pb2(?:_grpc)?\.py$|\.pb(?:-c)?\.(?:c|cc|h)$|\.(?:generated|gen)\.\w+$|\.tab\.[ch]$|(?:^|\/)lex\.\w+\.c$|\.d\.ts$/i,
  },
  {
    reason: 'test',
    pattern:
      /(?:^|\/)(?:tests?|testing|testdata|test[-_]data|spec|specs|__tests__|__mocks__|fixtures?|e2e)\//i,
  },
  {
    reason: 'test',
    pattern: /(?:^|\/)(?:test_[^/]*|conftest|[^/]*[_-]test|[^/]*[_-]spec|[^/]*\.(?:test|spec|cy))\.\w+$/i,
  },
]

/** Why a path is left out; undefined where it is not. */
export function pathReason(path: string, filter = defaultPathFilter): PathReason | undefined {
  return filter.find(({ pattern }) => pattern.test(path))?.reason
}

/** Whether the head of a file says that a program wrote it. */
export function saysGenerated(text: string): boolean {
  return /@generated\b|\b(?:auto-?matically|auto-?) ?generated\b|\bgenerated (?:by|from|file)\b.*|do not edit\b/i.test(
    text.slice(0, 1000),
  )
}
