/**
 * The whole way in one run: a knowledge base from the fixes in `knowledge/`, then three coding tasks. With OPENAI_API_KEY (and
 * OPENAI_BASE_URL for a local server) the model is asked for cause, draft and code; without, recorded causes and drafts are
 * used and the prompts are shown.
 */
import { fileURLToPath } from 'node:url'
import { buildKnowledgeBase, type ChatModel, Rescue, readPatches, type TaskRetrieval } from 'rescue-rag'
import { demoTasks } from './demo-tasks.js'

const heading = (text: string) => console.log(`\n${'='.repeat(100)}\n${text}\n${'='.repeat(100)}`)

async function modelFromEnvironment(): Promise<ChatModel | undefined> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, RESCUE_MODEL } = process.env
  if (!OPENAI_API_KEY) return undefined
  const { ChatOpenAI } = await import('@langchain/openai')
  return new ChatOpenAI({
    model: RESCUE_MODEL || 'gpt-4o-mini',
    apiKey: OPENAI_API_KEY,
    temperature: 0.2,
    maxRetries: 0,
    ...(OPENAI_BASE_URL && { configuration: { baseURL: OPENAI_BASE_URL } }),
  })
}

function showFindings({ weaknesses, examples, explanation }: TaskRetrieval): void {
  console.log(
    `Facets that took part: ${explanation.facets.map((facet) => `${facet} (${explanation.origins[facet]})`).join(', ')}`,
  )
  console.log('\nWeaknesses')
  for (const { cwe, name, score, facets } of weaknesses) {
    const votes = Object.entries(facets).map(
      ([facet, vote]) => `${facet} ${vote.score.toFixed(2)} rank ${vote.rank}`,
    )
    console.log(
      `  ${cwe.padEnd(9)} ${name.slice(0, 60).padEnd(60)} ${score.toFixed(4)}   ${votes.join(', ')}`,
    )
  }
  console.log('\nBest example')
  for (const { id, facets } of examples.slice(0, 1)) {
    const votes = Object.entries(facets).map(
      ([facet, vote]) => `${facet} ${vote.score.toFixed(2)} rank ${vote.rank}`,
    )
    console.log(`  ${id}   ${votes.join(', ')}`)
  }
}

heading('Building a knowledge base from knowledge/')
const sources = fileURLToPath(new URL('../knowledge', import.meta.url))
const started = performance.now()
const { base } = await buildKnowledgeBase(readPatches(sources))
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(`${base.examples.length} fixes of ${base.weaknesses.length} CWE types in ${seconds} s`)

const chatModel = await modelFromEnvironment()
const rescue = await Rescue.create({ knowledge: base, ...(chatModel && { chatModel }) })

for (const { title, cause, draft, ...task } of demoTasks) {
  heading(title)
  if (chatModel) {
    const { code, prompt } = await rescue.generate(task)
    showFindings(prompt.retrieval)
    console.log(
      `\nPrompt (${prompt.tokens} tokens, of these ${prompt.context?.tokens ?? 0} security context)\n\n${prompt.text}`,
    )
    console.log(`\nGenerated code\n\n${code}`)
  } else {
    const prompt = await rescue.prompt({ ...task, ...(cause && { cause }), ...(draft && { draft }) })
    showFindings(prompt.retrieval)
    console.log(
      `\nPrompt (${prompt.tokens} tokens, of these ${prompt.context?.tokens ?? 0} security context)\n\n${prompt.text}`,
    )
  }
}
if (!chatModel) {
  console.log(
    '\nNo code was generated: set OPENAI_API_KEY (and OPENAI_BASE_URL for a local server) to have a model write it.',
  )
}
