import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: [
      { find: /^rescue-rag$/, replacement: fileURLToPath(new URL('./src/index.ts', import.meta.url)) },
      {
        find: /^rescue-rag\/(.+)$/,
        replacement: fileURLToPath(new URL('./src/integrations/$1/index.ts', import.meta.url)),
      },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // tree-sitter's native addon may be loaded once per process, so tests run in processes, not in worker threads.
    pool: 'forks',
  },
})
