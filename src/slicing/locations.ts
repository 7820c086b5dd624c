import { ANY_ELEMENT, type Place, type Variable } from '../languages/index.js'
import type { Memory, ObjectId } from './memory.js'

/** Something that is read and written: a variable, or a field of an abstract object. */
export interface Location {
  readonly id: number
  /** The variable, where it is one. */
  readonly variable: Variable | undefined
  /** For people: `x`, `o.f`. */
  readonly name: string
}

/** Fields that are told apart within one object; beyond that all count as one. */
const MAX_FIELDS = 48

/** The locations of a program. Fields have one only where something writes them. */
export class Locations {
  private readonly variables = new Map<Variable, Location>()
  private readonly fields = new Map<ObjectId, Map<string, Location>>()
  private readonly heldCells = new Map<ObjectId, readonly Location[]>()
  private count = 0

  constructor(private readonly memory: Memory) {}

  /** The location of a variable. */
  ofVariable(variable: Variable): Location {
    let location = this.variables.get(variable)
    if (!location) {
      location = { id: this.count++, variable, name: variable.name }
      this.variables.set(variable, location)
    }
    return location
  }

  /** Makes the location of a field. */
  createCell(object: ObjectId, field: string, name: string): void {
    let fields = this.fields.get(object)
    if (!fields) {
      fields = new Map()
      this.fields.set(object, fields)
    }
    const key = fields.size >= MAX_FIELDS ? ANY_ELEMENT : field
    if (!fields.has(key)) fields.set(key, { id: this.count++, variable: undefined, name })
  }

  /** The locations of an object's fields; undefined where nothing writes any. */
  cells(object: ObjectId): ReadonlyMap<string, Location> | undefined {
    return this.fields.get(object)
  }

  /** The location that a write of a field goes to. */
  writtenCell(object: ObjectId, field: string): Location | undefined {
    const fields = this.fields.get(object)
    return fields?.get(field) ?? fields?.get(ANY_ELEMENT)
  }

  /** Every location in an object and what it refers to. */
  held(object: ObjectId): readonly Location[] {
    let found = this.heldCells.get(object)
    if (!found) {
      const locations = new Set<Location>()
      for (const at of this.memory.reachable(object)) {
        for (const location of this.fields.get(at)?.values() ?? []) locations.add(location)
      }
      found = [...locations]
      this.heldCells.set(object, found)
    }
    return found
  }
}

/** A place as people write it: `o.f`, `xs[]`. */
export function nameOf(place: Place): string {
  return place.path.reduce(
    (name, step) => (step === ANY_ELEMENT ? `${name}[]` : `${name}.${step}`),
    place.name,
  )
}
