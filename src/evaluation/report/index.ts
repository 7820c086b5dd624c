export { renderHtml } from './html.js'
export { renderMarkdown } from './markdown.js'
export {
  buildReport,
  type CweReport,
  type Figures,
  type Report,
  type ReportOptions,
  reportDefaults,
  type StepMean,
  type VariantReport,
} from './report.js'
