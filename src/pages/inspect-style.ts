/** Style of the page that shows a knowledge base. */
export const inspectCss = `
.bar h1 { max-width: min(100%, 22rem); }
.search { position: relative; flex: 1 1 16rem; max-width: 30rem; }
.search input { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 0.4rem 2.2rem 0.4rem 0.8rem; }
.search kbd { position: absolute; right: 0.55rem; top: 0.45rem; color: var(--soft); }
.search input:focus + kbd { display: none; }
.languages { border: 0; margin: 0; padding: 2px; display: flex; flex-wrap: wrap; min-width: 0; max-width: 100%; background: var(--raised); border-radius: 9px; }
.languages input { position: absolute; opacity: 0; }
.languages label { min-width: 0; }
.languages span { display: block; max-width: 12rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: 0.2rem 0.7rem; border-radius: 7px; font-size: 0.85rem; cursor: pointer; color: var(--soft); }
.languages :checked + span { background: var(--card); color: var(--ink); box-shadow: 0 1px 2px rgb(0 0 0 / 0.15); }
.languages :focus-visible + span { outline: 2px solid var(--accent); }
#status { font-size: 0.85rem; min-width: 9rem; }
.columns { display: grid; grid-template-columns: 21rem minmax(0, 1fr); align-items: start; }
nav { position: sticky; top: 3.6rem; height: calc(100vh - 3.6rem); overflow-y: auto; padding: 1rem 0.75rem 3rem; border-right: 1px solid var(--line); scrollbar-width: thin; }
nav h2 { font-size: 0.72rem; letter-spacing: 0.05em; text-transform: uppercase; color: var(--soft); margin: 1.3rem 0.6rem 0.35rem; line-height: 1.35; }
nav ul { list-style: none; }
nav ul ul { margin-left: 0.95rem; border-left: 1px solid var(--line); padding-left: 0.35rem; }
nav a { scroll-margin: 1rem; display: flex; align-items: baseline; gap: 0.6rem; padding: 0.22rem 0.6rem; border-radius: 7px; color: var(--ink); text-decoration: none; font-size: 0.875rem; line-height: 1.4; }
nav a:hover { background: var(--raised); }
nav a[aria-current] { background: var(--accent-tint); color: var(--accent); font-weight: 600; }
nav .id { flex: 0 0 2.4rem; text-align: right; font-size: 0.78rem; }
nav .count { flex: none; margin-left: auto; font-size: 0.75rem; color: var(--soft); font-variant-numeric: tabular-nums; font-weight: 400; }
nav .overview { margin-bottom: 0.25rem; }
main { padding: 2rem clamp(1rem, 3vw, 3rem) 6rem; max-width: 92rem; }
article { display: none; scroll-margin-top: 6rem; }
article:target, main:not(:has(> :target)) #overview { display: block; }
.path { font-size: 0.85rem; margin-bottom: 0.4rem; }
article > h2 .id { font-size: 1.05rem; margin-right: 0.35rem; }
.guidelines { list-style: none; }
.guidelines li { display: flex; gap: 1rem; justify-content: space-between; padding: 0.7rem 1.1rem; border-bottom: 1px solid var(--line); }
.guidelines li:last-child { border-bottom: 0; }
.guidelines .tags { text-align: right; flex: 0 0 auto; max-width: 11rem; }
.causes { padding-left: 1.2rem; max-width: 75ch; }
.causes li { margin-bottom: 0.5rem; }
.causes li::marker { color: var(--bad); }
.example { margin-bottom: 0.8rem; overflow: clip; scroll-margin-top: 5rem; }
.full { margin-top: 0.25rem; max-width: 80ch; }
.example summary { display: flex; flex-wrap: wrap; gap: 0.3rem 0.8rem; align-items: baseline; padding: 0.65rem 1.1rem; cursor: pointer; list-style: none; }
.example summary::before { content: "\\25B8"; color: var(--soft); transition: rotate 0.12s; }
.example[open] summary::before { rotate: 90deg; }
.example summary:hover { background: var(--raised); }
.example .name { font-weight: 600; }
.example .lines { font-size: 0.82rem; margin-left: auto; }
.example .cause { padding: 0.1rem 1.1rem 0.9rem; max-width: 85ch; color: var(--soft); }
.example .apis { padding: 0.6rem 1.1rem; border-top: 1px solid var(--line); font-size: 0.85rem; line-height: 1.9; }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin-top: 1.4rem; }
.totals div { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 1rem 1.25rem; }
.totals dd { font-size: 2rem; font-weight: 650; letter-spacing: -0.03em; line-height: 1.2; font-variant-numeric: tabular-nums; }
.totals dt { color: var(--soft); }
.bars { max-width: 46rem; table-layout: fixed; }
.bars th { width: 8rem; font-weight: 500; font-size: 0.9rem; color: var(--ink); }
.bars th, .bars td { border: 0; padding: 0.25rem 0.5rem 0.25rem 0; }
.bars svg { display: block; width: 100%; height: 0.65rem; fill: var(--accent); border-radius: 4px; }
.bars .number { width: 4rem; text-align: right; font-variant-numeric: tabular-nums; color: var(--soft); }
.largest { list-style: none; columns: 2 22rem; }
.largest li { padding: 0.18rem 0; break-inside: avoid; }
.keys { margin-top: 2.5rem; font-size: 0.85rem; }
[hidden] { display: none !important; }
::highlight(search) { background-color: var(--hit); color: light-dark(#000, #fff); }
@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  nav { position: static; height: auto; max-height: 16rem; border-right: 0; border-bottom: 1px solid var(--line); }
  .guidelines li { flex-direction: column; gap: 0.3rem; }
  .guidelines .tags { text-align: left; }
}
@media print { .bar, nav { display: none; } .columns { display: block; } }
`
