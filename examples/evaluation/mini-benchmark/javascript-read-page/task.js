const fs = require('node:fs')
const path = require('node:path')

/** Returns the text of a help page; `name` is the last part of the requested address, such as `start.md`. */
function readPage(folder, name) {
