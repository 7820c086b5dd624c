/** Returns the items of a list in lists of `size` items each; the last one may be shorter. */
function chunk(list, size) {
