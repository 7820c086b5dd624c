import { describe, expect, it } from 'vitest'
import { lazyRequire } from '../../src/ports/lazy-require.js'

describe('lazyRequire', () => {
  it('loads a package', () => {
    expect(lazyRequire<{ parse: unknown }>('csv-parse/sync', 'a test').parse).toBeTypeOf('function')
  })

  it.each([
    ['no-such-package', 'no-such-package'],
    ['no-such-package/part', 'no-such-package'],
    ['@nobody/no-such-package/part', '@nobody/no-such-package'],
  ])('says of %s what to install', (name, install) => {
    expect(() => lazyRequire(name, 'a test')).toThrowError(
      expect.objectContaining({
        code: 'MISSING_DEPENDENCY',
        message: `The package "${install}" is needed for a test and could not be loaded. Install it with: npm install ${install}`,
      }),
    )
  })
})
