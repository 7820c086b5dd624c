const childProcess = require('node:child_process')

/** Returns the number of words in an uploaded file, as the program `wc -w` counts them. */
function countWords(file) {
