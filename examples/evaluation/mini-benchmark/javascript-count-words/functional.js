const assert = require('node:assert')
const fs = require('node:fs')
const { countWords } = require('./solution.js')

fs.writeFileSync('poem.txt', 'roses are red\nviolets too\n')
fs.writeFileSync('empty.txt', '')
assert.strictEqual(countWords('poem.txt'), 5)
assert.strictEqual(countWords('empty.txt'), 0)
console.log('all tests passed')
