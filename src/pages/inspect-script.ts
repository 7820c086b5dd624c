/**
 * Script of the page that shows a knowledge base: search, filter by language, keys. It only shows and hides what is there, and makes no
 * markup of any text.
 */
export const inspectScript = `
'use strict'
const search = document.getElementById('search')
const status = document.getElementById('status')
const items = [...document.querySelectorAll('nav li')]
const groups = [...document.querySelectorAll('nav .group')]
const articles = new Map([...document.querySelectorAll('main article')].map((article) => [article.id, article]))
const texts = new Map()
const own = (element) => {
  if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase())
  return texts.get(element)
}
const termsNow = () => search.value.toLowerCase().split(/\\s+/).filter(Boolean)
const languageNow = () => document.querySelector('[name=language]:checked').value
// Not by :target, which is not set yet while the page loads.
const current = () => {
  try {
    return articles.get(decodeURIComponent(location.hash.slice(1))) ?? articles.get('overview')
  } catch {
    return articles.get('overview')
  }
}

function matches(text, terms) {
  return terms.every((term) => text.includes(term))
}

function apply() {
  const terms = termsNow()
  const language = languageNow()
  let found = 0
  for (const item of items) {
    const article = articles.get(item.dataset.cwe)
    const examples = [...article.querySelectorAll('.example')]
    const spoken = examples.filter((example) => language === '' || example.dataset.language === language)
    for (const example of examples) example.hidden = !spoken.includes(example)
    for (const rule of article.querySelectorAll('[data-languages]')) {
      rule.hidden = language !== '' && rule.dataset.languages !== '' && !rule.dataset.languages.split(' ').includes(language)
    }
    item.dataset.match = (language === '' || spoken.length > 0) && matches(own(article), terms) ? 'yes' : ''
    const count = terms.length > 0 ? spoken.filter((example) => matches(own(example), terms)).length : spoken.length
    item.querySelector('.count').textContent = count
    if (item.dataset.match) found++
  }
  for (const item of items) item.hidden = !item.dataset.match && !item.querySelector('[data-match=yes]')
  for (const group of groups) group.hidden = !group.querySelector('li:not([hidden])')
  const filtered = terms.length > 0 || language !== ''
  status.textContent = filtered ? (found === 1 ? '1 weakness' : found + ' weaknesses') : ''
  mark()
}

function mark() {
  const terms = termsNow()
  CSS.highlights?.delete('search')
  if (terms.length === 0) return
  for (const example of current().querySelectorAll('.example')) example.open = matches(own(example), terms)
  if (!CSS.highlights) return
  const ranges = []
  const walker = document.createTreeWalker(current(), NodeFilter.SHOW_TEXT)
  while (walker.nextNode() && ranges.length < 5000) {
    const { data } = walker.currentNode
    const lower = data.toLowerCase()
    // Some letters have a longer lower case, and then places in it are none in the text.
    const text = lower.length === data.length ? lower : data
    for (const term of terms) {
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
        const range = new Range()
        range.setStart(walker.currentNode, at)
        range.setEnd(walker.currentNode, at + term.length)
        ranges.push(range)
      }
    }
  }
  CSS.highlights.set('search', new Highlight(...ranges))
}

function show() {
  const article = current()
  for (const link of document.querySelectorAll('nav a[aria-current]')) link.removeAttribute('aria-current')
  const link = document.querySelector('nav a[href="#' + CSS.escape(article.id) + '"]')
  if (link) {
    link.setAttribute('aria-current', 'true')
    link.scrollIntoView({ block: 'nearest' })
  }
  // Where the tree stands above it, the article is further down.
  if (location.hash) article.scrollIntoView()
  mark()
}

function step(by) {
  const links = [...document.querySelectorAll('nav a')].filter((link) => link.offsetParent !== null)
  // Not by aria-current, which is set only after the hash has changed: keys may come faster.
  const at = links.findIndex((link) => link.hash === '#' + current().id)
  const next = links[Math.min(Math.max(at + by, 0), links.length - 1)]
  if (next) location.hash = next.hash
}

let waiting
search.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(apply, 80)
})
search.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
  // Who types fast and presses Enter means what was typed, not what was found so far.
  clearTimeout(waiting)
  apply()
  const first = document.querySelector('nav li[data-match=yes] > a')
  if (event.key === 'Enter' && first) location.hash = first.hash
  if (event.key === 'ArrowDown' && first) {
    first.focus()
    event.preventDefault()
  }
})
for (const choice of document.querySelectorAll('[name=language]')) choice.addEventListener('change', apply)
addEventListener('hashchange', show)
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const typing = event.target === search
  if (event.key === 'Escape' && (typing || search.value !== '')) {
    search.value = ''
    search.blur()
    apply()
  }
  if (typing) return
  if (event.key === '/') {
    search.focus()
    search.select()
    event.preventDefault()
  }
  if (event.key === 'j') step(1)
  if (event.key === 'k') step(-1)
  if (event.key === 'o') {
    const all = [...current().querySelectorAll('.example:not([hidden])')]
    const open = all.some((example) => !example.open)
    for (const example of all) example.open = open
  }
})
apply()
show()
`
