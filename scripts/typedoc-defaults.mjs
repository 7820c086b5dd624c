// Typedoc plugin, so that everything is described in one place: constants that hold the defaults of an interface
// ("Defaults of {@link FooOptions}") take over the comments of its properties, and constants that say what their keys
// mean (rescueErrorCodes) are their own description.
import { Comment, Converter, ReflectionKind } from 'typedoc'

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const interfaces = new Map(
      project
        .getReflectionsByKind(ReflectionKind.Interface)
        .map((reflection) => [reflection.name, reflection]),
    )
    const describe = (constant, described) => {
      for (const property of constant.type?.declaration?.children ?? []) {
        const option = described?.children?.find(({ name }) => name === property.name)
        property.comment ??= option?.comment?.clone() ?? itself(property)
        describe(property, interfaceIn(option?.type, interfaces) ?? described)
      }
    }
    for (const constant of project.getReflectionsByKind(ReflectionKind.Variable)) {
      const link = constant.comment?.summary.find(
        ({ kind, text }) => kind === 'inline-tag' && interfaces.has(text),
      )
      describe(constant, interfaces.get(link?.text))
    }
  })
}

/** A text that is the value of a property describes it. */
function itself({ type }) {
  const isSentence = type?.type === 'literal' && /\.$/.test(String(type.value))
  return isSentence ? new Comment([{ kind: 'text', text: type.value }]) : undefined
}

/** The interface that a type refers to, also inside of a union or of `Omit<...>`. */
function interfaceIn(type, interfaces) {
  if (!type) return undefined
  if (interfaces.has(type.name)) return interfaces.get(type.name)
  return [...(type.types ?? []), ...(type.typeArguments ?? [])]
    .map((inner) => interfaceIn(inner, interfaces))
    .find((found) => found !== undefined)
}
