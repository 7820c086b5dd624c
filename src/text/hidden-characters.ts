/**
 * Characters that nobody sees and that machines read: controls but for white space, surrogates without their other half,
 * whatever Unicode lets a font ignore (bidirectional controls, zero-width characters, fillers, variation selectors, tags),
 * non-characters, the line separators that an editor shows as nothing, the blank Braille pattern, and interlinear annotations.
 */
const hiddenRuns =
  /(?:(?![\t\n\v\f\r])[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\u2800\uFFF9-\uFFFB])+/gu

/** The mark that {@link visible} leaves. */
const shownMarks = /<U\+[0-9A-F]{4,6}(?: and \d{1,9} more)?>/g

/** Letters and marks of the scripts whose spelling needs joiners within words. */
const joining =
  /^[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]$/u

const pictograph = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u

/**
 * Shows what is hidden in a text: `<U+202E>` stands for a character, `<U+E0041 and 30 more>` for a run of them, so that a reader is
 * told and nothing is smuggled. A byte order mark at the beginning goes. Letters of every script stay, and so do joiners within words
 * of scripts that are spelled with them, and the parts of emoji. Applying it twice changes nothing.
 */
export function visible(text: string): string {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  return content.replace(hiddenRuns, (run, at: number) => {
    const before = [...content.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
    const [after = ''] = content.slice(at + run.length, at + run.length + 2)
    return isNeeded(run, before, after) ? run : shown(run)
  })
}

/** A text without anything hidden, shown or not: what its words are, for looking them up. */
export function withoutHidden(text: string): string {
  return text.replace(hiddenRuns, '').replace(shownMarks, '')
}

/** A value with every text in it made visible; the same object where there is nothing to show. */
export function visibleDeep<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(visibleDeep)
    return items.every((item, index) => item === value[index]) ? value : (items as T)
  }
  const entries = Object.entries(value)
  const shownEntries = entries.map(([key, item]) => [visible(key), visibleDeep(item)] as const)
  const isSame = shownEntries.every(([key, item], i) => key === entries[i]![0] && item === entries[i]![1])
  return isSame ? value : (Object.fromEntries(shownEntries) as T)
}

/** Whether hidden characters are part of a word or of an emoji; never more than these, so that a run of them carries no message. */
function isNeeded(run: string, before: string, after: string): boolean {
  if (run === '\u200C' || run === '\u200D') {
    if (joining.test(before) && joining.test(after)) return true
  }
  if (run === '\u200D' || run === '\uFE0F\u200D') return pictograph.test(before) && pictograph.test(after)
  if (run === '\uFE0E' || run === '\uFE0F') {
    return pictograph.test(before) || (/^[0-9#*]$/.test(before) && after === '\u20E3')
  }
  // Variants of ideographs and of Mongolian letters.
  if (/^[\uFE00-\uFE02\u{E0100}-\u{E01EF}]$/u.test(run)) return /^\p{Script=Han}$/u.test(before)
  return /^[\u180B-\u180D\u180F]$/.test(run) && /^\p{Script=Mongolian}$/u.test(before)
}

function shown(run: string): string {
  const characters = [...run]
  const code = characters[0]!.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return `<U+${code}${characters.length > 1 ? ` and ${characters.length - 1} more` : ''}>`
}
