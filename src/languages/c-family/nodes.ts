/** A name without the arguments of templates in it: `std::vector<int>::size` is `std::vector::size`. */
export function plainName(text: string): string {
  const spaceless = text.replace(/\btemplate\s+/g, '').replace(/\s+/g, '')
  if (!spaceless.includes('<') || spaceless.includes('operator')) return spaceless
  let plain = ''
  let depth = 0
  for (const character of spaceless) {
    if (character === '<') depth++
    if (depth === 0) plain += character
    if (character === '>') depth--
  }
  return plain
}
