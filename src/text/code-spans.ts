/** A part of a text: prose, or what stands in back-quotes. */
export interface TextPart {
  /** As it stands in the text, with its back-quotes. */
  raw: string
  /** What the back-quotes hold; absent in prose. */
  code?: string
}

/**
 * Tells code spans from prose (CommonMark, section 6.1): a run of back-quotes is closed by the next run of the same length, and one
 * that nothing closes is prose. Takes linear time, whatever the text.
 */
export function codeSpans(text: string): TextPart[] {
  const pieces: string[] = text.match(/`+|[^`]+/g) ?? []
  const isTicks = (piece: string) => piece[0] === '`'
  const lastOfLength = new Map<number, number>()
  for (const [index, piece] of pieces.entries()) if (isTicks(piece)) lastOfLength.set(piece.length, index)
  const parts: TextPart[] = []
  let prose = ''
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!
    if (!isTicks(piece) || lastOfLength.get(piece.length)! <= at) {
      prose += piece
      continue
    }
    const close = pieces.indexOf(piece, at + 1)
    const code = pieces.slice(at + 1, close).join('')
    if (prose !== '') parts.push({ raw: prose })
    prose = ''
    parts.push({ raw: `${piece}${code}${piece}`, code })
    at = close
  }
  if (prose !== '') parts.push({ raw: prose })
  return parts
}

/** What the code spans of a text hold, in order. */
export function codeIn(text: string): string[] {
  return codeSpans(text).flatMap(({ code }) => code ?? [])
}
