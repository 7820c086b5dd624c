/** Style of the page that shows a retrieval. */
export const retrievalCss = `
.legend { margin-left: auto; }
.bar p:not(.legend) { min-width: 0; max-width: min(100%, 34rem); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.legend span::before { content: ""; display: inline-block; width: 1.1rem; height: 0.55rem; border-radius: 3px; margin-right: 0.45rem; background: var(--accent); }
.legend .silent::before { background: var(--soft); opacity: 0.45; }
.legend .threshold::before { width: 2px; height: 0.9rem; border-radius: 0; background: var(--warm); vertical-align: -0.1rem; }
.columns { display: flex; align-items: start; }
nav { position: sticky; top: 3.2rem; flex: 0 0 17rem; height: calc(100vh - 3.2rem); overflow-y: auto; padding: 1rem 0.75rem; border-right: 1px solid var(--line); scrollbar-width: thin; }
nav ol { list-style: none; }
nav a { display: flex; justify-content: space-between; gap: 0.75rem; padding: 0.25rem 0.6rem; border-radius: 7px; color: var(--ink); text-decoration: none; font-size: 0.875rem; }
nav a:hover { background: var(--raised); }
nav a span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
nav a .soft { flex: 0 0 auto; font-size: 0.8rem; font-variant-numeric: tabular-nums; }
main { flex: 1; min-width: 0; max-width: 84rem; padding: 0 clamp(1rem, 3vw, 3rem) 5rem; margin: 0 auto; }
article { padding-top: 2rem; scroll-margin-top: 2.5rem; }
article + article { margin-top: 3rem; border-top: 1px solid var(--line); }
article h2 .tag { vertical-align: 0.25rem; letter-spacing: 0; }
.description { margin-top: 0.5rem; max-width: 80ch; white-space: pre-line; }
.note { margin-top: 0.8rem; padding: 0.5rem 0.9rem; border-left: 3px solid var(--warm); background: var(--raised); border-radius: 0 6px 6px 0; max-width: 80ch; }
.facets { display: grid; grid-template-columns: 1fr 1fr 1.4fr; gap: 1rem; }
.facets section { min-width: 0; padding: 0.9rem 1.1rem; }
.facets h4 { font-size: 0.95rem; margin-bottom: 0.5rem; }
.facets h4 .tag { font-weight: 400; margin-left: 0.3rem; }
.facets .content { max-height: 15rem; overflow: auto; font-size: 0.92rem; scrollbar-width: thin; }
.facets .absent { opacity: 0.7; }
.calls { line-height: 2; }
.calls code { background: var(--raised); padding: 0.15em 0.4em; border-radius: 4px; }
.facets pre { font-size: 12px; line-height: 1.5; tab-size: 4; }
.table { overflow-x: auto; }
tbody tr:last-child > * { border-bottom: 0; }
thead th:first-child { width: 100%; min-width: 11rem; }
thead th { white-space: nowrap; }
tbody th { font-weight: 500; font-size: 0.92rem; color: var(--ink); }
tr:has(details[open]) > * { vertical-align: top; }
th .at { font-weight: 400; }
tr.left .name { color: var(--soft); }
td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.facet { display: grid; grid-template-columns: clamp(3.5rem, 8vw - 3.5rem, 7rem) 2.9rem 2.4rem; gap: 0.5rem; align-items: center; font-size: 0.85rem; }
.facet svg { width: 100%; height: 9px; overflow: visible; }
.facet .track { fill: var(--raised); }
.facet .score { fill: var(--soft); opacity: 0.45; }
.facet.votes .score { fill: var(--accent); opacity: 1; }
.facet line { stroke: var(--warm); stroke-width: 2; vector-effect: non-scaling-stroke; }
.facet .value { text-align: right; }
.facet .rank { color: var(--soft); }
details summary { cursor: pointer; list-style: none; }
details summary::before { content: "\\25B8"; color: var(--soft); margin-right: 0.5rem; }
details[open] summary::before { content: "\\25BE"; }
details pre { contain: inline-size; margin-top: 0.6rem; padding: 0.8rem 1rem; background: var(--paper); border-radius: 8px; overflow-x: auto; font-size: 12px; line-height: 1.5; font-weight: 400; }
.guidelines { list-style: none; }
.guidelines li { padding: 0.65rem 1.1rem; border-bottom: 1px solid var(--line); }
.guidelines li:last-child { border-bottom: 0; }
@media (max-width: 60rem) { .columns { display: block; } nav { position: static; height: auto; max-height: 12rem; border-right: 0; border-bottom: 1px solid var(--line); } .facets { grid-template-columns: minmax(0, 1fr); } .legend { margin-left: 0; } }
`
