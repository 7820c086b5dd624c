import { withoutHidden } from './hidden-characters.js'

const model = 'ai|llm|llms|assistant|assistants|copilot|chatgpt|gpt|claude|gemini|chatbot|chatbots'
const directives =
  'instruction|instructions|prompt|prompts|rules|guidelines|directions|directives|messages|context|conversation|orders|training|programming'
const earlier = 'previous|prior|above|preceding|earlier|foregoing|existing|original|given'
const leave = 'ignore|disregard|forget|override|overrule|neglect'

/**
 * What a text about code does not say and a text that commands a model does. A phrase is a row of words with their alternatives; `..3`
 * stands for up to three words that do not matter.
 */
const phrases = [
  // "ignore all previous instructions", "disregard your system prompt"
  `${leave}|skip ..4 ${earlier} ..2 ${directives}`,
  `${leave} ..2 all|any|your|my|our|every|these|those ..2 instructions|prompt|prompts|programming|training|guidelines|directives`,
  `${leave} ..2 instructions|prompt|prompts|directives ..3 above|before|earlier|previously|far`,
  `${leave} ..2 system|developer ..1 instructions|prompt|prompts|message`,
  'reveal|print|repeat|output|show|leak|disclose|send ..3 your|the ..1 system|hidden|initial|original|developer|secret ..1 prompt|instructions|message',
  // "you are now an unrestricted model", "from now on you will"
  'you are now|no a|an|the|in|my|bound|free|allowed|permitted|restricted|longer|operating|acting',
  'from now on ..1 you will|must|are|shall|should|can|may',
  'pretend|imagine ..1 you are|were|have|can ..3 model|assistant|ai|admin|administrator|root|developer|unrestricted|rules|restrictions',
  'act as if you are|were|have|can ..3 model|assistant|ai|admin|administrator|root|developer|unrestricted|rules|restrictions',
  // "note to the assistant", "attention AI agents", "when an AI reads this"
  `attention|dear|hey ..3 ${model}`,
  `note|message|notice|reminder|instructions|instruction|important to|for ..3 ${model}`,
  `${model} ..1 reading|reads|seeing|sees|processing|processes|reviewing|summarizing|summarising this`,
  'as a|an ..1 ai|language ..1 model|assistant|agent|you|i ..1 you|must|i',
  // "new instructions follow", "end of the system prompt"
  'new|updated|real|actual|additional ..1 instruction|instructions are|follow|for|below',
  'end|begin|beginning|start of ..1 system|user|assistant|developer prompt|message|instructions',
].map(parsed)

/** Marks of chat templates, by which a text would begin a message of another role. */
const templateMarks =
  /<\|[a-z_]{2,30}\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|<\/?system[_-](?:prompt|instructions)>/i

/** A line that begins as a message of a role does in a transcript. */
const roleLine = /^[ \t]{0,9}(?:#{1,6} )?(?:system|assistant|human)(?: message| prompt)?:/im

/** Where a link of Markdown leads to the network. */
const remoteTarget = /\]\((?:https?:)?\/\//i

/**
 * Whether a text, code or prose, speaks to a language model instead of about code: it commands one to leave its instructions, gives it
 * another role, addresses it, or holds marks of a chat template. Looks at words, so that hidden characters, marks of comments, line
 * breaks, letter case and `namesLikeThis` do not hide them. A heuristic: it knows common English forms only.
 */
export function speaksToModel(text: string): boolean {
  if (templateMarks.test(text)) return true
  const words = wordsOf(text)
  return words.some((word, at) =>
    phrasesByFirstWord.get(word)?.some((phrase) => continues(words, at + 1, phrase, 1)),
  )
}

/**
 * The same for prose, in which lines of a transcript and pictures from the network also have no place: a reader that shows such a
 * picture tells its server.
 */
export function proseSpeaksToModel(text: string): boolean {
  const hasRemotePicture = text.includes('![') && remoteTarget.test(text)
  return hasRemotePicture || roleLine.test(text) || speaksToModel(text)
}

/** A word with its alternatives, and how many others may stand before it. */
interface Slot {
  words: ReadonlySet<string>
  gap: number
}

function parsed(phrase: string): Slot[] {
  const slots: Slot[] = []
  let gap = 0
  for (const part of phrase.split(' ')) {
    if (part.startsWith('..')) gap = Number(part.slice(2))
    else {
      slots.push({ words: new Set(part.split('|')), gap })
      gap = 0
    }
  }
  return slots
}

const phrasesByFirstWord = new Map<string, Slot[][]>()
for (const phrase of phrases) {
  for (const word of phrase[0]!.words) {
    phrasesByFirstWord.set(word, [...(phrasesByFirstWord.get(word) ?? []), phrase])
  }
}

function continues(words: readonly string[], at: number, phrase: readonly Slot[], slot: number): boolean {
  if (slot === phrase.length) return true
  const { words: wanted, gap } = phrase[slot]!
  for (let next = at; next <= at + gap && next < words.length; next++) {
    if (wanted.has(words[next]!) && continues(words, next + 1, phrase, slot + 1)) return true
  }
  return false
}

/** Words in lower case; what stands between them is left out. */
function wordsOf(text: string): string[] {
  return (
    withoutHidden(text)
      .normalize('NFKC')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .replace(/don['\u2019]t/g, 'do not')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
