import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/** License texts by package and version, gathered over all builds of one run. */
const licenses = new Map<string, string>()

/**
 * Writes THIRD-PARTY-LICENSES.txt beside the output: the licenses of the packages that were bundled into it, since their code
 * is passed on with ours.
 */
export function bundledLicenses(): Plugin {
  return {
    name: 'bundled-licenses',
    setup(build) {
      build.initialOptions.metafile = true
      build.onEnd(({ metafile }) => {
        for (const path of Object.keys(metafile?.inputs ?? {})) {
          const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]
          if (folder) addLicense(folder)
        }
        const texts = [...licenses]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, text]) => `${name}\n\n${text}`)
        const folder = build.initialOptions.outdir ?? 'dist'
        mkdirSync(folder, { recursive: true })
        writeFileSync(
          join(folder, 'THIRD-PARTY-LICENSES.txt'),
          `Code of these packages is part of the files in this folder.\n\n${texts.join(`\n${'-'.repeat(80)}\n`)}`,
        )
      })
    },
  }
}

function addLicense(folder: string): void {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const key = `${name} ${version} (${license})`
  if (licenses.has(key)) return
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry))
  // Some packages name their license only in package.json.
  licenses.set(key, file ? readFileSync(join(folder, file), 'utf8') : `License: ${license}`)
}
