// What a bundler takes of the package for an app that uses one part of it: everything that is bundled is measured, nothing is external
// but Node.js itself. The bundler is esbuild, which comes with tsup. Sizes are of readable code, before minification.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, repository, run, write } from './project.mjs'

/** Parts and the kilobytes that they may have, some more than they have today. */
const limits = {
  RescueError: 5,
  fuse: 5,
  Bm25Index: 15,
  HashedEmbeddings: 20,
  SecurePromptBuilder: 40,
  // Two fifths of it are the typical harmless tasks that every base is compared with.
  Rescue: 1100,
}

const foreign = /node_modules\/(?!rescue-rag\/)((?:@[^/]+\/)?[^/]+)/

/** Bundles each part in a project. */
export function checkBundles(folder) {
  for (const [part, kilobytes] of Object.entries(limits)) {
    write(folder, 'part.mjs', `import { ${part} } from 'rescue-rag'\nconsole.log(${part})\n`)
    run(
      join(repository, 'node_modules', '.bin', 'esbuild'),
      [
        'part.mjs',
        '--bundle',
        '--platform=node',
        '--format=esm',
        '--metafile=meta.json',
        '--outfile=out.mjs',
      ],
      folder,
    )
    const { inputs, bytes } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')).outputs['out.mjs']
    const packages = Object.keys(inputs).flatMap((path) => foreign.exec(path)?.[1] ?? [])
    expect(
      `a bundle with ${part} has ${(bytes / 1000).toFixed(1)} kB, at most ${kilobytes}, and no other package`,
      bytes <= kilobytes * 1000 && packages.length === 0,
    )
  }
}
