// rescue-rag in the Vercel AI SDK: a middleware that adds security context to every call of a model, and a tool.
// AI_GATEWAY_API_KEY lets a real model answer; a stand-in does otherwise.
import { gateway, generateText, isStepCount, wrapLanguageModel } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { Rescue } from 'rescue-rag'
import { chatModelOf, createSecurityContextTool, rescueMiddleware } from 'rescue-rag/ai-sdk'

const standIn = new MockLanguageModelV4({
  doGenerate: {
    content: [{ type: 'text', text: '```\nthe answer of your model\n```' }],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: { inputTokens: { total: 0 }, outputTokens: { total: 0 } },
    warnings: [],
  },
})
const yourModel = process.env.AI_GATEWAY_API_KEY ? gateway('openai/gpt-4o-mini') : standIn

// docs: middleware
const rescue = await Rescue.create() // the shipped knowledge base; no network, no API key
const model = wrapLanguageModel({ model: yourModel, middleware: rescueMiddleware({ rescue }) })

const { text } = await generateText({
  model,
  instructions: 'You are a careful programmer.',
  prompt: 'Write a C function that copies a name from a network packet into a fixed buffer.',
})
console.log(text)
// docs: end

// docs: tool
const answer = await generateText({
  model: yourModel,
  tools: { security_context: createSecurityContextTool({ rescue }) },
  stopWhen: isStepCount(5),
  prompt: 'Write an Express route in JavaScript that sends the file whose name is in the URL.',
})
console.log(answer.text)
// docs: end

// docs: generate
const chatModel = chatModelOf(yourModel, { temperature: 0.2 })
const coder = await Rescue.create({ chatModel })
const { code, prompt } = await coder.generate({
  language: 'python',
  description: 'Unpack an uploaded ZIP archive into the folder of the project.',
})
console.log(prompt.context?.cwe, code)
// docs: end

for (const { prompt, tools } of standIn.doGenerateCalls) {
  console.log('\nWhat the model was told:\n')
  for (const { role, content } of prompt) {
    console.log(
      `${role}: ${typeof content === 'string' ? content : content.map((part) => part.text).join('')}\n`,
    )
  }
  if (tools?.length) console.log(`tools: ${tools.map(({ name }) => name).join(', ')}`)
}
