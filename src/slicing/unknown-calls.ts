import { ANY_ELEMENT, type Call, type Program, type Variable } from '../languages/index.js'
import { nameOf } from './locations.js'
import type { Memory, ObjectId } from './memory.js'

/** Something that a call may write: a variable, or a field of an object. */
export interface CallTarget {
  readonly variable?: Variable
  readonly object?: ObjectId
  readonly field?: string
  readonly name: string
  /** Whether nothing is known of the function that may do it. */
  readonly assumed: boolean
}

/** What a call of a function that is not in the text may write: what the library tells of it, else what its arguments refer to. */
export function writesOfUnknownCall(call: Call, program: Program, memory: Memory): CallTarget[] {
  const { library, language } = program
  const found: CallTarget[] = []
  const known = library.writesThrough.get(call.qualified) ?? library.writesThrough.get(call.name)
  const harmless = library.harmless.has(call.qualified) || (!call.isMethod && library.harmless.has(call.name))
  if (harmless && !known) return found
  const isMethod = call.isMethod && language !== 'c'
  const reads = isMethod && library.readingMethods.has(call.name)
  if (isMethod && !reads && !known && call.receiver) {
    const self = call.receiver.path.length === 0 && /^(self|this|cls)$/.test(call.receiver.name)
    const { object } = memory.placeObjects(call.receiver)
    found.push({ object, field: ANY_ELEMENT, name: nameOf(call.receiver), assumed: self })
  }
  if (reads || (isMethod && library.changingMethods.has(call.name))) return found
  call.arguments.forEach((sources, index) => {
    const listed = known?.some((position) => (position < 0 ? index >= -position : position === index))
    if (known ? !listed : !library.unknownCallsWrite) return
    for (const source of sources) {
      if (source.kind !== 'place') continue
      const certain = listed === true || (source.place.variable.array && source.place.path.length === 0)
      if (source.address) {
        const last = source.place.path.at(-1)
        const { holder, object } = memory.placeObjects(source.place)
        if (last !== undefined)
          found.push({ object: holder, field: last, name: nameOf(source.place), assumed: false })
        else {
          found.push({ variable: source.place.variable, name: source.place.name, assumed: false })
          found.push({ object, field: ANY_ELEMENT, name: source.place.name, assumed: false })
        }
      } else {
        if (language === 'cpp' && source.place.path.length === 0) {
          // The parameter may be a reference.
          found.push({ variable: source.place.variable, name: source.place.name, assumed: !listed })
        }
        if (source.place.variable.scalar) continue
        const { object } = memory.placeObjects(source.place)
        found.push({
          object,
          field: ANY_ELEMENT,
          name: nameOf(source.place),
          assumed: !certain,
        })
      }
    }
  })
  return found
}
