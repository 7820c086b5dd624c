/**
 * Copies all settings of `changes` into `settings`, object by object, and returns `settings`. `changes` is the parsed body of a request.
 */
function mergeSettings(settings, changes) {
  for (const key in changes) {
    if (typeof changes[key] === 'object' && changes[key] !== null && !Array.isArray(changes[key])) {
      if (typeof settings[key] !== 'object' || settings[key] === null) settings[key] = {}
      mergeSettings(settings[key], changes[key])
    } else {
      settings[key] = changes[key]
    }
  }
  return settings
}

module.exports = { mergeSettings }
