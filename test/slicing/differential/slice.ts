import { Slicer } from '../../../src/slicing/index.js'
import type { SliceFunction } from './check.js'

const slicer = new Slicer({ executable: true, direction: 'backward', hops: 'all' })

/** The slices that claim to be executable. */
export const executableSlice: SliceFunction = (text, language, line) =>
  slicer.slice(text, language, { lines: [line] })
