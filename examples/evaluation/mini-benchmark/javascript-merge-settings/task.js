/**
 * Copies all settings of `changes` into `settings`, object by object, and returns `settings`. `changes` is the parsed body of a request.
 */
function mergeSettings(settings, changes) {
