import { KnowledgeBase } from '../../src/index.js'

/** Markup that would run or fetch something, were it taken for markup. */
export const payload = `</script></style></title><script>window.pwned=1;alert(1)</script><img src="http://127.0.0.1:9/x" onerror="window.pwned=1">"'><svg onload=alert(1)>\`\${alert(1)}\``

/** A base whose every text is hostile. */
export function hostileBase(): KnowledgeBase {
  const sliced = { code: `${payload}\n${payload}`, sourceLines: 2 }
  const cwe = `CWE-1"><script>window.pwned=1</script>`
  return new KnowledgeBase({
    weaknesses: [
      {
        cwe,
        name: payload,
        parents: [payload, cwe, 'CWE-20'],
        causes: [{ text: `\`${payload}\``, origin: 'curated' }],
        guidelines: [{ text: payload, languages: [payload], origin: 'model' }],
      },
      { cwe: 'CWE-89', name: payload, parents: ['CWE-89'], causes: [], guidelines: [] },
    ],
    examples: [
      {
        id: payload,
        cwe,
        language: payload,
        vulnerable: sliced,
        secure: { ...sliced, code: `${payload}${payload}` },
        secureApis: [payload],
        vulnerableApis: [],
        cause: payload,
      },
    ],
  })
}
