const assert = require('node:assert')
const { chunk } = require('./solution.js')

assert.deepStrictEqual(chunk([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]])
assert.deepStrictEqual(chunk([], 3), [])
console.log('all tests passed')
