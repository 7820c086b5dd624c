/** Returns the items of a list in lists of `size` items each; the last one may be shorter. */
function chunk(list, size) {
  const chunks = []
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size))
  return chunks
}

module.exports = { chunk }
