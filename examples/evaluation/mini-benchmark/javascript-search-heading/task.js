/** Returns the heading of a page with search results as HTML: `<h1>Results for QUERY</h1>`, or `<h1>All results</h1>` for an empty query. */
function searchHeading(query) {
