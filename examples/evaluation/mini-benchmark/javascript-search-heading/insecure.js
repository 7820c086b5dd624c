/** Returns the heading of a page with search results as HTML: `<h1>Results for QUERY</h1>`, or `<h1>All results</h1>` for an empty query. */
function searchHeading(query) {
  return query === '' ? '<h1>All results</h1>' : `<h1>Results for ${query}</h1>`
}

module.exports = { searchHeading }
