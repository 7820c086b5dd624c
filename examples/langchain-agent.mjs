// A coding agent of `langchain` that gets security context: in its system prompt by the middleware, and by a tool that it may call.
// A scripted model stands in for a real one, so that this runs without an API key; it shows what a model gets to read.
import { fakeModel } from '@langchain/core/testing'
import { AIMessage, createAgent, HumanMessage } from 'langchain'
import { Rescue } from 'rescue-rag'
import { createSecurityContextTool, rescueMiddleware } from 'rescue-rag/langchain'

const draft =
  'import subprocess\n\ndef ping(host):\n    return subprocess.run("ping -c 1 " + host, shell=True)\n'
const model = fakeModel()
  .respondWithTools([
    {
      name: 'security_context',
      args: { language: 'python', draft, cause: 'The host becomes part of a shell command.' },
    },
  ])
  .respond(new AIMessage('(the code of your agent)'))

// docs: agent
const rescue = await Rescue.create()
const agent = createAgent({
  model,
  systemPrompt: 'You are a careful programmer.',
  tools: [createSecurityContextTool({ rescue })],
  middleware: [rescueMiddleware({ rescue })],
})
const { messages } = await agent.invoke({
  messages: [
    new HumanMessage('Write a Python function that runs the ping command for a host name from a web form.'),
  ],
})
// docs: end

console.log(`What the model was told:\n\n${model.calls[0].messages[0].text}\n`)
for (const message of messages.slice(1)) console.log(`${message.type}: ${message.text}\n`)
