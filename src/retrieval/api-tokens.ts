/**
 * The tokens under which API calls are searched: of every call its qualified name and its bare last part, so that `cursor.execute`
 * in a draft meets `self.db.execute` in a fix by the bare name, and `yaml.load` meets only `yaml.load` by the qualified one. Case
 * is kept: in all five languages it tells names apart. A call counts once, however often it is made.
 *
 * @param calls qualified names, such as `yaml.load`, `std::strcpy` or `fs->close`
 */
export function apiTokens(calls: Iterable<string>): string[] {
  const tokens = new Set<string>()
  for (const call of calls) {
    const parts = call.split(SEPARATOR).filter((part) => part !== '')
    if (parts.length === 0) continue
    tokens.add(parts.join('.'))
    tokens.add(parts.at(-1)!)
  }
  return [...tokens]
}

/** What stands between the parts of a name: a dot, optional chaining, an arrow or a C++ scope. */
const SEPARATOR = /\?\.|\.|->|::/
