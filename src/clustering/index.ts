export {
  type MergedPatches,
  mergeNearDuplicates,
  type NearDuplicate,
  type NearDuplicateOptions,
  nearDuplicateDefaults,
} from './near-duplicates.js'
export {
  type ClusterResult,
  type NearestCluster,
  type PatchCluster,
  PatchClusterer,
  type PatchClustererOptions,
  patchClustererDefaults,
} from './patch-clusterer.js'
