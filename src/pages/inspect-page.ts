import type { Guideline } from '../distillation/guideline.js'
import type { Example, KnowledgeBase, Weakness } from '../knowledge/index.js'
import { cweEntry } from '../knowledge/index.js'
import { shortName } from '../text/short-name.js'
import { type CweGroup, type CweNode, cweTree } from './cwe-tree.js'
import { type Html, html } from './html.js'
import { inspectScript } from './inspect-script.js'
import { inspectCss } from './inspect-style.js'
import { page } from './page.js'
import { pairView } from './pair-view.js'
import { counted, languageName, sentence } from './text-view.js'
import { pairCss } from './theme.js'

/** A page to browse a knowledge base: its CWE types as a tree, and of each the guidelines, causes and examples. */
export function inspectPage(base: KnowledgeBase, { name }: { name: string }): string {
  const languages = languageCounts(base.examples)
  const body = html`<header class="bar">
<h1 title="${name}">${name}</h1>
<div class="search" role="search"><label class="sr" for="search">Search</label><input id="search" type="search" placeholder="Search weaknesses, rules, code" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd></div>
<fieldset class="languages"><legend class="sr">Language of examples</legend>
${languageChoice({ value: '', label: 'All', checked: true })}${languages.map(([language]) => languageChoice({ value: language, label: languageName(language) }))}
</fieldset>
<output id="status" class="soft" aria-live="polite"></output>
</header>
<div class="columns">
<nav aria-label="Weaknesses"><a class="overview" href="#overview">Overview</a>
${cweTree(base.weaknesses).map((group) => groupHtml(group, base))}
</nav>
<main>
${overviewHtml(base, languages)}
${base.weaknesses.map((weakness) => weaknessHtml(weakness, base))}
</main>
</div>`
  return page({ title: `${name}: knowledge base`, body, css: inspectCss + pairCss, script: inspectScript })
}

function languageChoice(choice: { value: string; label: string; checked?: boolean }): Html {
  const { value, label, checked = false } = choice
  return html`<label><input type="radio" name="language" value="${value}"${checked && html` checked`}><span>${label}</span></label>`
}

function groupHtml({ cwe, name, children }: CweGroup, base: KnowledgeBase): Html {
  return html`<section class="group"><h2 title="${cwe}">${name}</h2><ul>${children.map((node) => nodeHtml(node, base))}</ul></section>`
}

function nodeHtml({ weakness: { cwe, name }, children }: CweNode, base: KnowledgeBase): Html {
  const count = base.examplesOf(cwe).length
  return html`<li data-cwe="${cwe}"><a href="#${cwe}"><span class="id">${cwe.replace('CWE-', '')}</span><span>${shortName(name)}</span><span class="count" title="${counted(count, 'example')}">${count}</span></a>${children.length > 0 && html`<ul>${children.map((child) => nodeHtml(child, base))}</ul>`}</li>`
}

function overviewHtml(base: KnowledgeBase, languages: readonly [string, number][]): Html {
  const { weaknesses, examples } = base
  const guidelines = weaknesses.reduce((sum, weakness) => sum + weakness.guidelines.length, 0)
  const causes = weaknesses.reduce((sum, weakness) => sum + weakness.causes.length, 0)
  const most = Math.max(1, ...languages.map(([, count]) => count))
  const largest = [...weaknesses]
    .sort((a, b) => base.examplesOf(b.cwe).length - base.examplesOf(a.cwe).length)
    .slice(0, 8)
  const total = (count: number, label: string) =>
    html`<div><dd>${count.toLocaleString('en')}</dd><dt>${label}</dt></div>`
  return html`<article id="overview">
<h2>What this base knows</h2>
<dl class="totals">${total(weaknesses.length, 'weaknesses')}${total(guidelines, 'guidelines')}${total(causes, 'causes')}${total(examples.length, 'examples')}</dl>
<h3>Examples by language</h3>
<table class="bars">${languages.map(([language, count]) => barRow(languageName(language), count, most))}</table>
<h3>Best covered</h3>
<ul class="largest">${largest.map(({ cwe, name }) => html`<li><a href="#${cwe}"><span class="id">${cwe}</span> ${shortName(name)}</a> <span class="soft">${counted(base.examplesOf(cwe).length, 'example')}</span></li>`)}</ul>
<p class="keys soft"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> next and previous weakness <kbd>o</kbd> open or close all examples <kbd>Esc</kbd> clear the search</p>
</article>`
}

function barRow(label: string, count: number, most: number): Html {
  const width = Math.round((100 * count) / most)
  return html`<tr><th scope="row">${label}</th><td><svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="1" rx="0.4"/></svg></td><td class="number">${count}</td></tr>`
}

function weaknessHtml(weakness: Weakness, base: KnowledgeBase): Html {
  const { cwe, name, parents, causes, guidelines } = weakness
  const examples = base.examplesOf(cwe)
  const number = cwe.replace('CWE-', '')
  return html`<article id="${cwe}" aria-labelledby="${cwe}-name">
<p class="path soft">${parents.map((parent, index) => html`${index === 0 ? 'A kind of ' : ' and of '}${parentHtml(parent, base)}`)}${parents.length > 0 && ' · '}<a href="https://cwe.mitre.org/data/definitions/${number}.html" rel="noreferrer">${cwe} at MITRE</a></p>
<h2 id="${cwe}-name"><span class="id">${cwe}</span> ${shortName(name)}</h2>
${shortName(name) !== name && html`<p class="full soft">${name}</p>`}
${guidelines.length > 0 && html`<h3>Guidelines</h3><ul class="guidelines card">${guidelines.map(guidelineHtml)}</ul>`}
${causes.length > 0 && html`<h3>Causes</h3><ul class="causes">${causes.map(({ text }) => html`<li>${sentence(text)}</li>`)}</ul>`}
${examples.length > 0 && html`<h3>${counted(examples.length, 'example')}</h3>${examples.map((example, index) => exampleHtml(example, { open: index === 0 }))}`}
</article>`
}

function parentHtml(parent: string, base: KnowledgeBase): Html {
  const label = `${parent} ${shortName(cweEntry(parent)?.name ?? '')}`.trim()
  return base.weakness(parent) ? html`<a href="#${parent}">${label}</a>` : html`${label}`
}

function guidelineHtml({ text, languages = [], origin }: Guideline): Html {
  const tags = languages.map((language) => html`<span class="tag">${languageName(language)}</span> `)
  const counts = origin === 'curated' ? undefined : html`<span class="tag">${origin}</span>`
  return html`<li data-languages="${languages.join(' ')}"><p>${sentence(text)}</p><p class="tags">${tags}${counts}</p></li>`
}

function exampleHtml(example: Example, { open }: { open: boolean }): Html {
  const { id, cwe, language, vulnerable, secure, cause, secureApis } = example
  const name = id.startsWith(`${cwe}/`) ? id.slice(cwe.length + 1) : id
  const lines = (code: string) => code.trimEnd().split('\n').length
  return html`<details class="example card" data-language="${language}"${open && html` open`}>
<summary><span class="name">${name}</span> <span class="tag">${languageName(language)}</span> <span class="soft lines">${counted(vulnerable.sourceLines, 'line')} cut to ${lines(vulnerable.code).toLocaleString('en')}</span></summary>
${cause !== undefined && html`<p class="cause">${sentence(cause)}</p>`}
${pairView({ vulnerable: vulnerable.code, secure: secure.code, language })}
${secureApis.length > 0 && html`<p class="apis soft">Calls of the secure version: ${secureApis.map((api) => html`<code>${api}</code> `)}</p>`}
</details>`
}

/** Languages of examples, the most frequent first. */
function languageCounts(examples: readonly Example[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { language } of examples) counts.set(language, (counts.get(language) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}
