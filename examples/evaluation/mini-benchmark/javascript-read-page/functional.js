const assert = require('node:assert')
const fs = require('node:fs')
const { readPage } = require('./solution.js')

fs.mkdirSync('help', { recursive: true })
fs.writeFileSync('help/start.md', '# Start')
assert.strictEqual(readPage('help', 'start.md'), '# Start')
assert.throws(() => readPage('help', 'none.md'))
console.log('all tests passed')
