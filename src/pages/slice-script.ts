/** Script of the page that shows a slice: lights up what a line depends on, and what depends on it. */
export const sliceScript = `
'use strict'
for (const source of document.querySelectorAll('.source')) {
  const arcs = source.querySelector('.arcs')
  const paths = [...arcs.querySelectorAll(':scope > path')]
  const lines = [...source.querySelectorAll('[data-line]')]
  const about = source.nextElementSibling
  const light = (line) => {
    const own = paths.filter(({ dataset }) => dataset.from === line || dataset.to === line)
    const others = new Set(own.flatMap(({ dataset }) => [dataset.from, dataset.to]))
    arcs.classList.toggle('focused', line !== undefined)
    for (const path of paths) path.classList.toggle('lit', own.includes(path))
    for (const row of lines) row.classList.toggle('lit', line !== undefined && others.has(row.dataset.line))
    about.textContent = own.map((path) => path.textContent).join(' ')
  }
  const rowOf = (event) => (event.target instanceof Element ? event.target.closest('[data-line]') : null)
  source.addEventListener('mouseover', (event) => {
    const path = event.target instanceof Element ? event.target.closest('.arcs > path') : null
    light(rowOf(event)?.dataset.line ?? path?.dataset.to)
  })
  source.addEventListener('mouseleave', () => light(document.activeElement?.dataset.line))
  source.addEventListener('focusin', (event) => light(rowOf(event)?.dataset.line))
  source.addEventListener('focusout', () => light(undefined))
  source.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const stops = lines.filter((row) => row.tabIndex === 0)
    const next = stops[stops.indexOf(document.activeElement) + by]
    if (next) next.focus()
    event.preventDefault()
  })
}
`
