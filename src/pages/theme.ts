/** What all pages share: colours for light and dark, type, code, tables. */
export const themeCss = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f7f5, #121416);
  --card: light-dark(#ffffff, #1a1d21);
  --raised: light-dark(#f1f1ee, #22262b);
  --ink: light-dark(#1b1e23, #e4e7eb);
  --soft: light-dark(#5a626c, #9aa4af);
  --line: light-dark(#e2e3e0, #2d3238);
  --accent: light-dark(#2f5bd0, #8fb0ff);
  --accent-tint: light-dark(#e8eefc, #1e2a44);
  --bad: light-dark(#b3261e, #ff9c92);
  --bad-tint: light-dark(#fdeceb, #3a1d1c);
  --bad-mark: light-dark(#f8c6c1, #6e2a26);
  --good: light-dark(#116b3c, #74d99f);
  --good-tint: light-dark(#e6f5ec, #14301f);
  --good-mark: light-dark(#b4e2c6, #1f5d38);
  --warm: light-dark(#9a5b00, #f2b45c);
  --comment: light-dark(#6b7480, #8b96a3);
  --string: light-dark(#0b6b50, #8fd6b8);
  --number: light-dark(#9a4a00, #f0b080);
  --keyword: light-dark(#7a2f9e, #d3a6f5);
  --call: light-dark(#1d4fb8, #9cbcff);
  --hit: light-dark(#ffe08a, #7a5c00);
  --mono: ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --radius: 10px;
}
* { box-sizing: border-box; }
html { font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, pre { margin: 0; padding: 0; }
h1 { font-size: 1.25rem; letter-spacing: -0.01em; }
p, li { unicode-bidi: plaintext; }
h2 { font-size: 1.55rem; line-height: 1.25; letter-spacing: -0.015em; text-wrap: balance; }
h3 { font-size: 0.8rem; letter-spacing: 0.06em; text-transform: uppercase; color: var(--soft); margin: 2rem 0 0.7rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre, kbd { font-family: var(--mono); font-size: 0.85em; }
p code, li code { background: var(--raised); border-radius: 4px; padding: 0.1em 0.35em; }
kbd { border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 5px; padding: 0 0.4em; background: var(--card); }
pre, code, i { direction: ltr; unicode-bidi: isolate; }
i { font-style: normal; }
i.comment { color: var(--comment); font-style: italic; }
i.string { color: var(--string); }
i.number { color: var(--number); }
i.keyword { color: var(--keyword); }
i.call { color: var(--call); }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; font-size: 0.8rem; color: var(--soft); }
th, td { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); vertical-align: middle; }
.soft { color: var(--soft); }
.bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem; padding: 0.7rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
.bar h1 { max-width: min(100%, 34rem); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; font-size: 0.85rem; color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
.tag { display: inline-block; font-size: 0.75rem; line-height: 1.5; padding: 0 0.55em; border-radius: 99px; background: var(--raised); color: var(--soft); white-space: nowrap; max-width: 100%; overflow: clip; text-overflow: ellipsis; }
.id { font-family: var(--mono); font-size: 0.85em; color: var(--soft); font-weight: 500; white-space: nowrap; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 60rem) { .bar { position: static; } }
`

/** Vulnerable and secure code side by side. */
export const pairCss = `
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1px; background: var(--line); border-top: 1px solid var(--line); }
.pair figure { background: var(--card); min-width: 0; }
.pair figcaption { font-size: 0.72rem; letter-spacing: 0.06em; text-transform: uppercase; font-weight: 600; padding: 0.5rem 1rem 0.35rem; }
.pair .vulnerable figcaption { color: var(--bad); }
.pair .secure figcaption { color: var(--good); }
.pair pre { display: grid; grid-template-columns: minmax(max-content, 1fr); overflow-x: auto; padding: 0.25rem 0 0.9rem; line-height: 1.5; font-size: 0.8rem; tab-size: 4; }
.pair pre > * { padding: 0 1rem; min-height: 1.5em; text-decoration: none; white-space: pre; border-left: 3px solid transparent; }
.pair del { background: var(--bad-tint); border-left-color: var(--bad); }
.pair ins { background: var(--good-tint); border-left-color: var(--good); }
.pair mark { color: inherit; border-radius: 3px; }
.pair del mark { background: var(--bad-mark); }
.pair ins mark { background: var(--good-mark); }
.pair .gap { background: repeating-linear-gradient(-45deg, transparent 0 5px, var(--raised) 5px 6px); }
@media (max-width: 60rem) { .pair { grid-template-columns: 1fr; } .pair .gap { display: none; } }
`
