export { type LineCoverage, readCoverage } from './coverage.js'
export {
  dependenceGraph,
  type PrintedDependence,
  type PrintedDependenceGraph,
  type PrintedProcedure,
} from './dependence-graph.js'
export { type LineMapping, mapLines } from './patch-pair.js'
export {
  type PatchSlices,
  type PatchSource,
  type Slice,
  type SliceCriterion,
  Slicer,
  type SlicerOptions,
  slicerDefaults,
} from './slicer.js'
