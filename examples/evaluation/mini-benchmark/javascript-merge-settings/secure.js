/**
 * Copies all settings of `changes` into `settings`, object by object, and returns `settings`. `changes` is the parsed body of a request.
 */
function mergeSettings(settings, changes) {
  for (const key of Object.keys(changes)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue
    if (typeof changes[key] === 'object' && changes[key] !== null && !Array.isArray(changes[key])) {
      const own = Object.hasOwn(settings, key) && typeof settings[key] === 'object' && settings[key] !== null
      if (!own) settings[key] = {}
      mergeSettings(settings[key], changes[key])
    } else {
      settings[key] = changes[key]
    }
  }
  return settings
}

module.exports = { mergeSettings }
