import { KnowledgeBase, type KnowledgeParts } from '../../src/knowledge/knowledge-base.js'
import type { Example, Weakness } from '../../src/knowledge/types.js'

export const sqlInjection: Weakness = {
  cwe: 'CWE-89',
  name: 'SQL Injection',
  parents: ['CWE-943'],
  causes: [{ text: 'A request value becomes part of a statement.', origin: 'curated' }],
  guidelines: [
    { text: 'Pass values to `cursor.execute()`.', languages: ['python'], origin: 'model', evidence: ['one'] },
    { text: 'Bind values.', origin: 'extractive' },
  ],
  tasks: [
    {
      text: 'Look up a user by name: execute()',
      apis: ['execute', 'sqlite3'],
      languages: ['python'],
      cause: 'SQL injection: the name becomes part of the statement.',
    },
  ],
  fingerprint: 'f00d',
}

export const traversal: Weakness = {
  cwe: 'CWE-22',
  name: 'Path Traversal',
  parents: ['CWE-668', 'CWE-706'],
  causes: [],
  guidelines: [],
}

export const sqlExample: Example = {
  id: 'one',
  cwe: 'CWE-89',
  language: 'python',
  vulnerable: { code: 'cur.execute(q % n)\n', sourceLines: 9 },
  secure: { code: 'cur.execute(q, (n,))\n', sourceLines: 10 },
  secureApis: ['cur.execute'],
  vulnerableApis: ['cur.execute'],
  cause: 'The name becomes part of the statement.',
  origin: { source: 'demo', file: 'a.py' },
}

export const pathExample: Example = {
  id: 'two',
  cwe: 'CWE-22',
  language: 'javascript',
  vulnerable: { code: 'open(p)\n', sourceLines: 3 },
  secure: { code: 'open(check(p))\n', sourceLines: 3 },
  secureApis: ['open', 'check'],
  vulnerableApis: ['open'],
}

export const sampleParts: KnowledgeParts = {
  weaknesses: [sqlInjection, traversal],
  examples: [sqlExample, pathExample],
  options: { subsetSize: 10 },
  embedder: 'test',
}

export const sampleBase = (parts: Partial<KnowledgeParts> = {}) =>
  new KnowledgeBase({ ...sampleParts, ...parts })
