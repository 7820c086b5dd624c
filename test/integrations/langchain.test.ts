import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import type { DocumentInterface } from '@langchain/core/documents'
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { fakeModel } from '@langchain/core/testing'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent } from 'langchain'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { countTokens, type KnowledgeBase, Rescue, RescueError } from '../../src/index.js'
import {
  createSecurityContextTool,
  RescuePrompt,
  RescueRetriever,
  rescueMiddleware,
} from '../../src/integrations/langchain/index.js'
import { smallKnowledge } from '../support/knowledge.js'
import {
  type OpenAiServer,
  type Reply,
  type SeenRequest,
  startOpenAiServer,
} from '../support/openai-server.js'
import { sqlCodingTask, sqlRequest, sqlTask } from './sql-task.js'

let base: KnowledgeBase
let rescue: Rescue
beforeAll(async () => {
  base = await smallKnowledge()
  rescue = await Rescue.create({ knowledge: base })
})

let server: OpenAiServer | undefined
afterEach(() => server?.close())

/** A chat model that reaches a real server on this machine. */
async function openAi(reply: (request: SeenRequest, index: number) => Reply) {
  server = await startOpenAiServer(reply)
  const model = new ChatOpenAI({
    model: 'test-model',
    apiKey: 'test-key',
    maxRetries: 0,
    configuration: { baseURL: server.baseURL },
  })
  return { model, requests: server.requests }
}

const answerOf = ({ messages }: SeenRequest): Reply => ({
  text: messages.length > 2 ? sqlTask.cause : `\`\`\`python\n${sqlTask.code}${sqlTask.draft}\`\`\``,
})

/** Which run started below which. */
class Runs extends BaseCallbackHandler {
  name = 'runs'
  readonly started: { id: string; parent: string | undefined; kind: string }[] = []
  override handleRetrieverStart(_: unknown, __: string, id: string, parent?: string) {
    this.started.push({ id, parent, kind: 'retriever' })
  }
  override handleChatModelStart(_: unknown, __: unknown, id: string, parent?: string) {
    this.started.push({ id, parent, kind: 'model' })
  }
  override handleChainStart(_: unknown, __: unknown, id: string, parent?: string) {
    this.started.push({ id, parent, kind: 'chain' })
  }
  override handleToolStart(_: unknown, __: string, id: string, parent?: string) {
    this.started.push({ id, parent, kind: 'tool' })
  }
  of(kind: string) {
    return this.started.filter((run) => run.kind === kind)
  }
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('should have failed'),
    (error) => error,
  )

describe('RescueRetriever', () => {
  it('returns the guidelines, then the secure examples, with what they are about', async () => {
    const documents = await new RescueRetriever({ rescue }).invoke(sqlRequest)
    const [guidelines, ...examples] = documents
    expect(guidelines?.metadata).toMatchObject({
      kind: 'guidelines',
      cwe: 'CWE-89',
      language: 'python',
      score: expect.any(Number),
      facets: { cause: { score: expect.any(Number), rank: expect.any(Number) } },
    })
    expect(guidelines?.pageContent).toMatch(/^- /)
    expect(examples.length).toBeGreaterThan(0)
    for (const { id, pageContent, metadata } of examples) {
      const example = base.examplesOf(metadata.cwe).find((candidate) => candidate.id === id)
      expect(metadata).toMatchObject({
        kind: 'example',
        id,
        match: expect.any(String),
        language: example?.language,
      })
      expect(pageContent).toBe(example?.secure.code)
    }
  })

  it('finds nothing where nothing passes the thresholds', async () => {
    expect(await new RescueRetriever({ rescue, language: 'python' }).invoke('Add two numbers.')).toEqual([])
  })

  it('asks for the language where the query does not name it', async () => {
    const retriever = new RescueRetriever({ rescue })
    expect(await failure(retriever.invoke('Find a user by name.'))).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('language'),
    })
    expect(await failure(retriever.invoke('  '))).toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('takes the task from a function', async () => {
    const retriever = new RescueRetriever({ rescue, task: (id) => ({ ...sqlCodingTask, id }) })
    expect((await retriever.invoke('t1'))[0]?.metadata.cwe).toBe('CWE-89')
  })

  it('works in an LCEL chain, and in batches', async () => {
    const format = (documents: DocumentInterface[]) =>
      documents.map(({ pageContent }) => pageContent).join('\n')
    const seen: string[] = []
    const chain = RunnableSequence.from([
      {
        knowledge: new RescueRetriever({ rescue, language: 'python' }).pipe(format),
        task: new RunnablePassthrough(),
      },
      ChatPromptTemplate.fromTemplate('Knowledge:\n{knowledge}\n\nTask: {task}'),
      (prompt) => {
        seen.push(prompt.toString())
        return prompt
      },
      new FakeListChatModel({ responses: ['one', 'two'] }),
      new StringOutputParser(),
    ])
    expect((await chain.batch([sqlRequest, 'Add two numbers.'])).sort()).toEqual(['one', 'two'])
    const [withKnowledge, without] = seen.sort((a, b) => b.length - a.length)
    expect(withKnowledge).toContain(base.weakness('CWE-89')?.guidelines[0]?.text)
    expect(without).toContain('Knowledge:\n\n')
  })

  it('calls the chat model in runs below its own', async () => {
    const runs = new Runs()
    const { model } = await openAi(answerOf)
    const retriever = new RescueRetriever({
      rescue: await Rescue.create({ knowledge: base, chatModel: model }),
    })
    await retriever.invoke(sqlRequest, { callbacks: [runs] })
    const [own] = runs.of('retriever')
    expect(runs.of('model')).toHaveLength(2)
    for (const { parent } of runs.of('model')) expect(parent).toBe(own?.id)
  })

  it('ends with ABORTED when its signal is aborted, and closes the connections of the model', async () => {
    const { model, requests } = await openAi(() => ({ hang: true }))
    const retriever = new RescueRetriever({
      rescue: await Rescue.create({ knowledge: base, chatModel: model }),
    })
    const controller = new AbortController()
    const result = failure(retriever.invoke(sqlRequest, { signal: controller.signal }))
    await expect.poll(() => requests.length).toBe(2)
    controller.abort()
    expect(await result).toMatchObject({ code: 'ABORTED' })
    await expect.poll(() => requests.map(({ abandoned }) => abandoned)).toEqual([true, true])
  })

  it('keeps the signals of concurrent calls apart, and heeds timeouts', async () => {
    const retriever = new RescueRetriever({ rescue })
    const [aborted, finished] = await Promise.all([
      failure(retriever.invoke(sqlRequest, { signal: AbortSignal.abort() })),
      retriever.invoke(sqlRequest, { signal: new AbortController().signal }),
    ])
    expect(aborted).toBeInstanceOf(RescueError)
    expect(finished.length).toBeGreaterThan(0)

    const { model } = await openAi(() => ({ hang: true }))
    const slow = new RescueRetriever({ rescue: await Rescue.create({ knowledge: base, chatModel: model }) })
    expect(await failure(slow.invoke(sqlRequest, { timeout: 50 }))).toMatchObject({ code: 'ABORTED' })
  })

  it('carries the names that LangChain traces and serialises by', () => {
    expect(RescueRetriever.lc_name()).toBe('RescueRetriever')
    expect(new RescueRetriever({ rescue }).toJSON()).toMatchObject({
      id: ['rescue-rag', 'retrievers', 'RescueRetriever'],
    })
  })
})

describe('RescuePrompt', () => {
  it('pipes the secure prompt into a chat model', async () => {
    const { model, requests } = await openAi(() => ({ text: 'done' }))
    const chain = new RescuePrompt({ rescue }).pipe(model).pipe(new StringOutputParser())
    expect(await chain.invoke(sqlCodingTask)).toBe('done')
    const { messages } = await rescue.prompt(sqlCodingTask)
    expect(requests[0]?.messages).toEqual(messages)
    expect(requests[0]?.messages[1]?.content).toContain('CWE-89')
  })

  it('streams what the model streams', async () => {
    const { model } = await openAi(() => ({ text: 'def find(): pass' }))
    const chain = new RescuePrompt({ rescue }).pipe(model).pipe(new StringOutputParser())
    const chunks: string[] = []
    for await (const chunk of await chain.stream(sqlCodingTask)) if (chunk !== '') chunks.push(chunk)
    expect(chunks).toEqual(['def ', 'find(): ', 'pass'])
  })

  it('is one text for completion models', async () => {
    const completing = await Rescue.create({ knowledge: base, prompt: { form: 'completion' } })
    const value = await new RescuePrompt({ rescue: completing }).invoke(sqlCodingTask)
    expect(value.toString()).toBe((await completing.prompt(sqlCodingTask)).text)
    expect(value.toChatMessages()).toHaveLength(1)
  })

  it('shows up in traces, with the calls for cause and draft below it', async () => {
    const runs = new Runs()
    const { model } = await openAi(answerOf)
    const prompt = new RescuePrompt({ rescue: await Rescue.create({ knowledge: base, chatModel: model }) })
    const { language, description } = sqlCodingTask
    await prompt.invoke({ language, description }, { callbacks: [runs] })
    const [own] = runs.of('chain')
    expect(runs.of('model').map(({ parent }) => parent)).toEqual([own?.id, own?.id])
  })

  it('stops when its signal is aborted', async () => {
    expect(
      await failure(new RescuePrompt({ rescue }).invoke(sqlCodingTask, { signal: AbortSignal.abort() })),
    ).toBeInstanceOf(Error)
  })
})

describe('createSecurityContextTool', () => {
  it('answers a tool call with Markdown and keeps the data beside it', async () => {
    const tool = createSecurityContextTool({ rescue })
    const message = await tool.invoke({ type: 'tool_call', id: 'c1', name: tool.name, args: sqlTask })
    expect(message).toBeInstanceOf(ToolMessage)
    const { content, artifact } = message as ToolMessage
    expect(content).toContain('CWE-89')
    expect(countTokens(String(content))).toBeLessThanOrEqual(600)
    expect(artifact).toMatchObject({ weaknesses: [{ cwe: 'CWE-89' }, ...artifact.weaknesses.slice(1)] })
  })

  it('calls the chat model of the Rescue, where it has one, in runs below its own', async () => {
    const runs = new Runs()
    const { model } = await openAi(answerOf)
    const tool = createSecurityContextTool({
      rescue: await Rescue.create({ knowledge: base, chatModel: model }),
    })
    const { language, task } = sqlTask
    await tool.invoke({ language, task }, { callbacks: [runs] })
    const [own] = runs.of('tool')
    expect(runs.of('model').map(({ parent }) => parent)).toEqual([own?.id, own?.id])
  })

  it('is called by an agent, which can mend a bad call', async () => {
    const model = fakeModel()
      .respondWithTools([{ name: 'security_context', args: { task: 'no language' } }])
      .respondWithTools([{ name: 'security_context', args: sqlTask }])
      .respond(new AIMessage('done'))
    const agent = createAgent({ model, tools: [createSecurityContextTool({ rescue })] })
    const { messages } = await agent.invoke({ messages: [new HumanMessage('go')] })
    const answers = messages.filter((message) => message instanceof ToolMessage)
    expect(answers[0]?.content).toContain('language')
    expect(answers[1]?.content).toContain('CWE-89')
    expect(messages.at(-1)?.content).toBe('done')
  })
})

describe('rescueMiddleware for agents', () => {
  const systemOf = (model: ReturnType<typeof fakeModel>, call: number) =>
    model.calls[call]?.messages.filter((message) => message.type === 'system').map(({ text }) => text)

  it("adds the context of the latest request to the agent's system prompt", async () => {
    const model = fakeModel().respond(new AIMessage('done'))
    const agent = createAgent({
      model,
      systemPrompt: 'You write code.',
      middleware: [rescueMiddleware({ rescue })],
    })
    await agent.invoke({ messages: [new HumanMessage(sqlRequest)] })
    const system = systemOf(model, 0)
    expect(system).toHaveLength(1)
    expect(system?.[0]).toMatch(/^You write code\.\n\n/)
    expect(system?.[0]).toContain('(CWE-89)')
  })

  it('leaves requests alone that no weakness fits, or that name no language', async () => {
    const model = fakeModel().respond(new AIMessage('a')).respond(new AIMessage('b'))
    const agent = createAgent({
      model,
      systemPrompt: 'You write code.',
      middleware: [rescueMiddleware({ rescue })],
    })
    await agent.invoke({ messages: [new HumanMessage('Add two numbers in Python.')] })
    await agent.invoke({ messages: [new HumanMessage('Hello')] })
    expect([systemOf(model, 0), systemOf(model, 1)]).toEqual([['You write code.'], ['You write code.']])
  })

  it('keeps the context in every step of the agent, and asks its own chat model once', async () => {
    const { model: helper, requests } = await openAi(answerOf)
    const helped = await Rescue.create({ knowledge: base, chatModel: helper })
    const model = fakeModel()
      .respondWithTools([{ name: 'security_context', args: sqlTask }])
      .respond(new AIMessage('done'))
    const agent = createAgent({
      model,
      tools: [createSecurityContextTool({ rescue })],
      middleware: [rescueMiddleware({ rescue: helped })],
    })
    const runs = new Runs()
    await agent.invoke({ messages: [new HumanMessage(sqlRequest)] }, { callbacks: [runs] })
    expect(systemOf(model, 0)?.join()).toContain('(CWE-89)')
    // Two steps of the agent, and the cause and the draft of the helper, all within the agent's run.
    expect(runs.of('model')).toHaveLength(4)
    expect(runs.of('model').every(({ parent }) => parent !== undefined)).toBe(true)
    expect(systemOf(model, 1)).toEqual(systemOf(model, 0))
    expect(requests).toHaveLength(2)
  })

  it('fails the request where the context cannot be found, unless it is told to go on', async () => {
    const { model: helper } = await openAi(() => ({ status: 400 }))
    const broken = await Rescue.create({ knowledge: base, chatModel: helper, calls: { retries: 0 } })
    const model = fakeModel().respond(new AIMessage('done'))
    const strict = createAgent({ model, middleware: [rescueMiddleware({ rescue: broken })] })
    expect(String(await failure(strict.invoke({ messages: [new HumanMessage(sqlRequest)] })))).toContain(
      'chat model failed',
    )

    const reported: string[] = []
    const onError = ({ code }: RescueError) => reported.push(code)
    const lenient = createAgent({ model, middleware: [rescueMiddleware({ rescue: broken, onError })] })
    const { messages } = await lenient.invoke({ messages: [new HumanMessage(sqlRequest)] })
    expect(messages.at(-1)?.content).toBe('done')
    expect(reported).toEqual(['MODEL_FAILED'])
  })
})
