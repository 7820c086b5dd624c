export { inspectPage } from './inspect-page.js'
export { retrievalPage } from './retrieval-page.js'
export { patchPage, type SlicedSource, slicePage } from './slice-page.js'
