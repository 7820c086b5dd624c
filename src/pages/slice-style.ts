/** Style of the page that shows a slice; lines are as high as `arcSizes.lineHeight` says. */
export const sliceCss = `
.legend span::before { content: ""; display: inline-block; width: 1.1rem; height: 0.7rem; margin-right: 0.45rem; border-radius: 3px; vertical-align: -0.02rem; }
.legend .criterion::before { background: var(--hit); }
.legend .kept::before { background: var(--accent-tint); border-left: 3px solid var(--accent); }
.legend .data::before { height: 0; border-radius: 0; border-top: 2px solid var(--accent); vertical-align: 0.28rem; }
.legend .control::before { height: 0; border-radius: 0; border-top: 2px dashed var(--warm); vertical-align: 0.28rem; }
.all { margin-left: auto; font-size: 0.85rem; color: var(--soft); }
main { padding: 1.5rem; margin: 0 auto; }
main.single { max-width: 80rem; }
main.two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.5rem; }
main h2 { font-size: 1rem; margin-bottom: 0.3rem; }
main h2 .soft { font-weight: 400; font-size: 0.9rem; }
.vulnerable h2 { color: var(--bad); }
.secure h2 { color: var(--good); }
.facts { font-size: 0.9rem; margin-bottom: 0.8rem; }
.source { display: grid; grid-template-columns: auto minmax(0, 1fr); overflow-x: auto; padding: 0.75rem 0; scroll-margin-top: 5rem; }
.arcs { display: block; fill: none; margin-left: 0.25rem; }
.arcs path { stroke-width: 1.4; stroke: var(--accent); opacity: 0.85; }
.arcs path.control { stroke: var(--warm); stroke-dasharray: 4 3; }
.arcs path.faint { visibility: hidden; opacity: 0.3; }
body:has(#all:checked) .arcs path.faint { visibility: visible; }
.arcs marker path { stroke: none; fill: var(--accent); opacity: 1; }
.arcs marker.control path { fill: var(--warm); }
.arcs.focused > path { opacity: 0.12; }
.arcs.focused > path.lit { opacity: 1; stroke-width: 2.2; visibility: visible; }
.source pre { display: grid; grid-template-columns: minmax(max-content, 1fr); grid-auto-rows: 20px; align-content: start; overflow-x: auto; font-size: 13px; line-height: 20px; tab-size: 4; }
.source pre > span { scroll-margin: 6rem 0; padding-right: 1.5rem; white-space: pre; border-left: 3px solid transparent; }
.source b { display: inline-block; width: 3.6em; padding-right: 1.1em; text-align: right; font-weight: 400; color: var(--soft); user-select: none; }
.source .kept, .source .criterion { background: var(--accent-tint); border-left-color: var(--accent); }
.source .criterion { background: var(--hit); border-left-color: var(--warm); }
.source .left { opacity: 0.45; }
.source .left i { color: inherit; }
.source .lit { box-shadow: inset 0 0 0 1px var(--accent); opacity: 1; }
.source pre > span:focus-visible { outline-offset: -2px; }
.about { display: block; min-height: 1.6em; margin: 0.6rem 0 0.8rem; font-size: 0.9rem; }
details { margin-top: 0.6rem; }
summary { cursor: pointer; color: var(--soft); font-size: 0.9rem; }
.list { margin: 0.6rem 0 0 1.4rem; font-size: 0.9rem; columns: 2 24rem; }
.alone { padding: 1rem 1.25rem; margin-top: 0.6rem; overflow-x: auto; font-size: 13px; line-height: 20px; tab-size: 4; }
@media (max-width: 60rem) { main.two { grid-template-columns: minmax(0, 1fr); } .arcs { width: 84px; } }
`
