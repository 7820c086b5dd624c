import { beforeAll, describe, expect, it } from 'vitest'
import { bandit } from '../../scripts/knowledge-checkers/bandit.js'
import type { Checker } from '../../scripts/knowledge-checkers/checker.js'
import { type Comparison, compare, without } from '../../scripts/knowledge-checkers/compare.js'
import { eslintSecurity } from '../../scripts/knowledge-checkers/eslint-security.js'
import { flawfinder } from '../../scripts/knowledge-checkers/flawfinder.js'
import { gccAnalyzer } from '../../scripts/knowledge-checkers/gcc-analyzer.js'
import { readSources } from '../../scripts/knowledge-sources.js'

/** Pairs whose weakness a checker is known to see, with the rule that names it. */
const known: [checker: Checker, rules: Record<string, string>][] = [
  [
    gccAnalyzer,
    {
      'CWE-134/c-fprintf-message-catalog': '-Wformat-nonliteral',
      'CWE-134/c-libpq-notice-mail-subject': '-Wformat-security',
      'CWE-134/c-syslog-printer-job-name': '-Wformat-security',
      'CWE-170/c-strncpy-spool-record-host': '-Wstringop-truncation',
      'CWE-191/c-sqlite3-stock-reservation': '-Wtype-limits',
      'CWE-416/c-session-list-expire-idle': '-Wanalyzer-use-after-free',
      'CWE-457/c-switch-cache-lifetime': '-Wanalyzer-use-of-uninitialized-value',
      'CWE-824/c-malloc-attachment-table-cleanup': '-Wanalyzer-use-of-uninitialized-value',
      'CWE-824/c-sqlite3-finalize-on-error-path': '-Wanalyzer-use-of-uninitialized-value',
    },
  ],
  [
    flawfinder,
    {
      'CWE-120/c-ldap-dn-display-name': 'buffer/strcat',
      'CWE-121/c-readdir-thumbnail-cache-path': 'buffer/strcpy',
      'CWE-134/c-fprintf-message-catalog': 'format/fprintf',
      'CWE-134/c-libpq-notice-mail-subject': 'format/snprintf',
      'CWE-134/c-syslog-printer-job-name': 'format/syslog',
      'CWE-20/c-socket-servo-command': 'integer/atoi',
      'CWE-338/c-rand-generate-gateway-session-key': 'random/srand',
      'CWE-367/c-posix-print-job-submit': 'race/access',
      'CWE-377/cpp-sqlite3-merge-offline-orders': 'tmpfile/tmpnam',
      'CWE-676/c-sprintf-strcat-invoice-line': 'buffer/sprintf',
      'CWE-676/cpp-atoi-shard-count-setting': 'integer/atoi',
    },
  ],
  [
    bandit,
    {
      'CWE-276/python-shutil-install-point-of-sale-client': 'B103 set_bad_file_permissions',
      'CWE-338/python-django-sms-login-code': 'B311 blacklist',
      'CWE-426/python-subprocess-sudo-mount-helper': 'B607 start_process_with_partial_path',
      'CWE-502/python-pickle-dashboard-import': 'B301 blacklist',
      'CWE-502/python-pyyaml-queue-pipeline-job': 'B506 yaml_load',
      'CWE-732/python-socket-open-print-control-socket': 'B103 set_bad_file_permissions',
      'CWE-776/python-elementtree-metering-upload': 'B314 blacklist',
      'CWE-79/python-django-badge-preview': 'B703 django_mark_safe',
      'CWE-94/python-exec-report-plugin': 'B102 exec_used',
      'CWE-95/python-eval-price-formula': 'B307 blacklist',
    },
  ],
  [
    eslintSecurity,
    {
      'CWE-1321/javascript-fastify-nested-counter-table': 'security/detect-object-injection',
      'CWE-1333/javascript-express-recipe-title-filter': 'security/detect-non-literal-regexp',
      'CWE-470/javascript-express-export-format-module': 'security/detect-non-literal-require',
    },
  ],
]

const { pairs } = await readSources()

describe.each(known)('$name sees the weakness', (checker, rules) => {
  const ids = Object.keys(rules)
  let version: string | undefined
  let comparisons: Comparison[] = []
  beforeAll(async () => {
    version = await checker.version()
    if (version === undefined) console.warn(`Skipped: ${checker.name} is not installed.`)
    else
      comparisons = await compare(
        checker,
        pairs.filter(({ id }) => ids.includes(id)),
      )
  })

  it.for(ids)('in the vulnerable file of %s and not in the secure one', (id, { skip }) => {
    skip(version === undefined, `${checker.name} is not installed`)
    const comparison = comparisons.find(({ pair }) => pair.id === id)
    expect(comparison?.verdict).toBe('seen')
    expect(comparison?.onlyVulnerable).toContain(rules[id])
  })
})

describe('the comparison of findings', () => {
  it('counts them, since both files may break a rule in other places', () => {
    expect(without(['strcpy', 'strcpy', 'gets'], ['strcpy'])).toEqual(['strcpy', 'gets'])
    expect(without(['strcpy'], ['strcpy', 'strcpy'])).toEqual([])
  })
})
