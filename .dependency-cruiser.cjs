// The house of docs/architecture.md as rules: a stage knows the stages before it and the ground floor, never the ones after.
const stages = [
  'patches',
  'slicing',
  'clustering',
  'distillation',
  'knowledge',
  'analysis',
  'retrieval',
  'prompting',
  'rescue',
  'evaluation',
  'integrations',
  'review',
  'pages',
  'cli',
]
const pathOf = (stage) => (stage === 'rescue' ? '^src/rescue\\.ts$' : `^src/${stage}/`)

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
    {
      name: 'ground-floor',
      comment: 'languages/, ports/ and text/ know nobody above them',
      severity: 'error',
      from: { path: '^src/(languages|ports|text)/' },
      to: { path: '^src/', pathNot: '^src/(languages|ports|text|(errors|defaults)\\.ts)' },
    },
    ...stages.map((stage, i) => ({
      name: `${stage}-knows-only-what-stands-before-it`,
      severity: 'error',
      from: { path: pathOf(stage) },
      to: { path: [...stages.slice(i + 1).map(pathOf), '^src/index\\.ts$'] },
    })),
    {
      name: 'grammar-only-in-languages',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/languages/' },
      to: { path: 'node_modules/tree-sitter' },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
