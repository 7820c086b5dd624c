const assert = require('node:assert')
const { searchHeading } = require('./solution.js')

assert.strictEqual(searchHeading('garden'), '<h1>Results for garden</h1>')
assert.strictEqual(searchHeading(''), '<h1>All results</h1>')
console.log('all tests passed')
