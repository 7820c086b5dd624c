const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => entities[character])
}

/** Returns the heading of a page with search results as HTML: `<h1>Results for QUERY</h1>`, or `<h1>All results</h1>` for an empty query. */
function searchHeading(query) {
  return query === '' ? '<h1>All results</h1>' : `<h1>Results for ${escapeHtml(query)}</h1>`
}

module.exports = { searchHeading }
