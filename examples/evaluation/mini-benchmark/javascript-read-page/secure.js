const fs = require('node:fs')
const path = require('node:path')

/** Returns the text of a help page; `name` is the last part of the requested address, such as `start.md`. */
function readPage(folder, name) {
  const root = path.resolve(folder)
  const file = path.resolve(root, name)
  if (!file.startsWith(root + path.sep)) throw new Error('The page lies outside its folder.')
  return fs.readFileSync(file, 'utf8')
}

module.exports = { readPage }
