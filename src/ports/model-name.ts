/** The name of a model: the one that LangChain's classes carry, else that of its class. */
export function modelName(model: object): string {
  const { model: name, modelName: older } = model as { model?: unknown; modelName?: unknown }
  for (const candidate of [name, older]) {
    if (typeof candidate === 'string' && candidate !== '') return candidate
  }
  // A module that exports functions has no class.
  return model.constructor?.name || 'Object'
}
