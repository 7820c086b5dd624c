import { defineConfig } from 'tsup'

export default defineConfig([
  {
    entry: { index: 'src/index.ts' },
    format: ['esm', 'cjs'],
    dts: true,
    // `import.meta.url` in the CommonJS build: grammars and the shipped base are found relative to the package.
    shims: true,
    // These publish ES modules only; bundling them keeps `require('rescue-rag')` working on every Node 20.
    noExternal: ['p-limit', 'p-retry', 'ml-distance'],
    splitting: false,
    clean: true,
    target: 'node20',
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    format: ['esm'],
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
  },
])
