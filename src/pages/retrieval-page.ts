import { cweEntry } from '../knowledge/index.js'
import type { TaskRetrieval } from '../rescue.js'
import type { FacetName, FacetView, LeftOut, RetrievedExample } from '../retrieval/index.js'
import { shortName } from '../text/short-name.js'
import { lineHtml } from './code-view.js'
import { type FacetScale, facetBar, facetScales } from './facet-bar.js'
import { highlight } from './highlight.js'
import { type Content, type Html, html } from './html.js'
import { page } from './page.js'
import { retrievalCss } from './retrieval-style.js'
import { counted, languageName, sentence } from './text-view.js'

/** A page that shows why retrieval chose what it chose: facets of each task, their scores against thresholds, ranks, and what just missed. */
export function retrievalPage(retrievals: readonly TaskRetrieval[], { name }: { name: string }): string {
  const withContext = retrievals.filter(({ weaknesses }) => weaknesses.length > 0).length
  const links = retrievals.map(
    (retrieval, index) =>
      html`<li><a href="#task-${index + 1}"><span>${titleOf(retrieval, index)}</span><span class="soft">${leading(retrieval) ?? 'nothing'}</span></a></li>`,
  )
  const body = html`<header class="bar"><h1>Retrieval</h1><p class="soft">${counted(retrievals.length, 'task')} with ${name}, ${withContext} with security context</p><p class="legend"><span class="votes">votes</span><span class="silent">does not vote</span><span class="threshold">threshold</span></p></header>
<div class="columns">${retrievals.length > 1 && html`<nav aria-label="Tasks"><ol>${links}</ol></nav>`}
<main>${retrievals.map(taskHtml)}</main></div>`
  return page({ title: `Retrieval with ${name}`, body, css: retrievalCss })
}

function titleOf({ id }: TaskRetrieval, index: number): string {
  return id ?? `Task ${index + 1}`
}

/** The CWE type whose guidelines are used. */
function leading({ examples, weaknesses }: TaskRetrieval): string | undefined {
  return examples[0]?.cwe ?? weaknesses[0]?.cwe
}

function taskHtml(retrieval: TaskRetrieval, index: number): Html {
  const { weaknesses, examples, guidelines, explanation, analysis } = retrieval
  const { thresholds, leftOut, origins } = explanation
  const cwe = leading(retrieval)
  const upper = {
    cause: origins.cause === 'task' ? thresholds.weakness.taskText : thresholds.weakness.cause,
    api: thresholds.weakness.api,
  }
  return html`<article id="task-${index + 1}">
<h2>${titleOf(retrieval, index)} <span class="tag">${languageName(analysis.task.language)}</span></h2>
${analysis.task.description !== undefined && html`<p class="description">${analysis.task.description}</p>`}
${explanation.notes.map((note) => html`<p class="note">${note}</p>`)}
<h3>What is known of the task</h3>
${facetsHtml(retrieval)}
${stepHtml('Step 1: weaknesses', 'Weakness', upper, [
  ...weaknesses.map(({ cwe: id, name, score, facets }) => ({
    label: weaknessLabel(id, name),
    facets,
    score,
  })),
  ...leftOut.weaknesses.map((left) => ({
    label: weaknessLabel(left.id, cweEntry(left.id)?.name ?? ''),
    facets: left.facets,
    left,
  })),
])}
${stepHtml('Step 2: examples within them', 'Example', thresholds.example, [
  ...examples.map((example) => ({
    label: exampleLabel(example),
    facets: example.facets,
    score: example.score,
  })),
  ...leftOut.examples.map((left) => ({
    label: html`<span class="name">${left.id}</span>`,
    facets: left.facets,
    left,
  })),
])}
${guidelines.length > 0 && html`<h3>Guidelines of ${cwe}</h3><ul class="guidelines card">${guidelines.map(({ text }) => html`<li>${sentence(text)}</li>`)}</ul>`}
</article>`
}

function facetsHtml({ analysis, explanation }: TaskRetrieval): Html {
  const { cause, draft, apiCalls, task } = analysis
  const names = [...new Set(apiCalls.map(({ qualified }) => qualified))]
  const standsIn = explanation.origins.cause === 'task' && cause === draft
  const shown: [FacetName, string, Content][] = [
    [
      'cause',
      'Cause',
      cause !== undefined &&
        (standsIn
          ? html`<p class="soft">Nobody said what threatens; the draft stands in.</p>`
          : html`<p>${sentence(cause)}</p>`),
    ],
    [
      'api',
      'API calls',
      names.length > 0 && html`<p class="calls">${names.map((name) => html`<code>${name}</code> `)}</p>`,
    ],
    ['code', 'Draft', draft !== undefined && codeHtml(draft, analysis.language ?? task.language)],
  ]
  return html`<div class="facets">${shown.map(([facet, label, content]) => {
    const part = explanation.facets.includes(facet)
    return html`<section class="card${part ? '' : ' absent'}"><h4>${label} <span class="tag">${originNames[explanation.origins[facet]]}</span>${!part && html` <span class="tag">took no part</span>`}</h4><div class="content" tabindex="0">${content === false ? html`<p class="soft">None.</p>` : content}</div></section>`
  })}</div>`
}

const originNames = {
  given: 'given with the task',
  model: 'from the model',
  task: "the task's own words",
  absent: 'absent',
} as const

interface Candidate {
  label: Html
  facets: FacetView
  score?: number
  left?: LeftOut
}

function stepHtml(
  title: string,
  noun: string,
  thresholds: Partial<Record<FacetName, number>>,
  candidates: readonly Candidate[],
): Html {
  if (candidates.length === 0) return html`<h3>${title}</h3><p class="soft">No candidates.</p>`
  const scales = facetScales(
    candidates.map(({ facets }) => facets),
    thresholds,
  )
  const heads = scales.map(
    ({ facet, threshold }) =>
      html`<th scope="col">${facet} <span class="at">above ${rounded(threshold)}</span></th>`,
  )
  return html`<h3>${title}</h3><div class="table card"><table><thead><tr><th scope="col">${noun}</th>${heads}<th scope="col">Fused</th></tr></thead><tbody>${candidates.map((candidate) => rowHtml(candidate, scales))}</tbody></table></div>`
}

function rowHtml({ label, facets, score, left }: Candidate, scales: readonly FacetScale[]): Html {
  const verdict = left
    ? html`<span class="tag">${reasons[left.reason]}</span>`
    : html`<b>${(score ?? 0).toFixed(3)}</b>`
  return html`<tr class="${left ? 'left' : 'chosen'}"><th scope="row">${label}</th>${scales.map((scale) => html`<td>${facetBar(facets[scale.facet], scale)}</td>`)}<td>${verdict}</td></tr>`
}

const reasons = {
  'below-threshold': 'below every threshold',
  'beyond-rank-cut': 'rank too low',
  'beyond-limit': 'others are better',
} as const satisfies Record<LeftOut['reason'], string>

function weaknessLabel(cwe: string, name: string): Html {
  return html`<span class="id">${cwe}</span> <span class="name">${shortName(name)}</span>`
}

function exampleLabel({ id, language, match, example }: RetrievedExample): Html {
  const other = match === 'same' ? '' : `, ${match === 'related' ? 'related' : 'another'} language`
  return html`<details><summary><span class="name">${id}</span> <span class="tag">${languageName(language)}${other}</span></summary>${codeHtml(example.secure.code, language)}</details>`
}

function codeHtml(code: string, language: string): Html {
  const lines = highlight(code.replace(/\r\n?/g, '\n').trimEnd(), language)
  return html`<pre tabindex="0">${lines.map((tokens) => html`${lineHtml(tokens)}\n`)}</pre>`
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
