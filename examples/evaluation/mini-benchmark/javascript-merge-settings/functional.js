const assert = require('node:assert')
const { mergeSettings } = require('./solution.js')

const settings = { theme: 'light', mail: { daily: true, hour: 8 } }
const merged = mergeSettings(settings, { theme: 'dark', mail: { hour: 9 }, tags: ['a'] })
assert.strictEqual(merged, settings)
assert.deepStrictEqual(merged, { theme: 'dark', mail: { daily: true, hour: 9 }, tags: ['a'] })
assert.deepStrictEqual(mergeSettings({}, { a: { b: { c: 1 } } }), { a: { b: { c: 1 } } })
console.log('all tests passed')
