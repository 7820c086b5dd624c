export {
  type ClusterResult,
  type NearestCluster,
  type PatchCluster,
  PatchClusterer,
  type PatchClustererOptions,
  patchClustererDefaults,
} from './patch-clusterer.js'
