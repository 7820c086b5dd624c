import { existsSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { bundledLicenses } from './scripts/bundled-licenses.js'

/** What users import. */
const entryPoints = {
  index: 'src/index.ts',
  evaluation: 'src/evaluation/index.ts',
  langchain: 'src/integrations/langchain/index.ts',
  'ai-sdk': 'src/integrations/ai-sdk/index.ts',
  mcp: 'src/integrations/mcp/index.ts',
}

/**
 * Stages that nobody imports from the package: as entries, they make esbuild put each into chunks of its own. A bundler then leaves out
 * the chunks that an app does not use (`sideEffects: false`); within a chunk it keeps all that has a statement at the top.
 */
const stages = [
  ...[
    'analysis',
    'clustering',
    'distillation',
    'knowledge',
    'languages',
    'patches',
    'prompting',
    'retrieval',
  ],
  ...['slicing', 'errors', 'knowledge/cwe', 'ports/hashed-embeddings', 'retrieval/bm25', 'retrieval/fusion'],
].map((path) => (existsSync(`src/${path}.ts`) ? [path, `src/${path}.ts`] : [path, `src/${path}/index.ts`]))

export default defineConfig([
  {
    entry: {
      ...entryPoints,
      ...Object.fromEntries(stages.map(([path = '', file]) => [`stages/${path.replace('/', '-')}`, file])),
    },
    format: ['esm', 'cjs'],
    dts: { entry: entryPoints },
    // `import.meta.url` in the CommonJS build: grammars and the shipped base are found relative to the package.
    shims: true,
    noExternal: [
      // These publish ES modules only; bundling them keeps `require('rescue-rag')` working on every Node 20.
      ...['p-limit', 'p-retry', 'ml-distance'],
      // These are dozens of files of which a part is used: bundled, `import 'rescue-rag'` takes half the time (npm run bench:import).
      ...['zod', 'csv-parse', 'diff', 'ml-kmeans'],
    ],
    // What the entry points share is one chunk, so that there is one RescueError and one Rescue.
    splitting: true,
    clean: true,
    target: 'node20',
    esbuildPlugins: [bundledLicenses()],
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    format: ['esm'],
    target: 'node20',
    esbuildPlugins: [bundledLicenses()],
    // The command serves MCP without a further package: "npx rescue-rag mcp" just works.
    noExternal: [/^@modelcontextprotocol\//],
    banner: { js: '#!/usr/bin/env node' },
  },
])
