import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request that reached the server. */
export interface SeenRequest {
  path: string
  model: string
  temperature: number | undefined
  /** Empty for requests to other paths than that of chats. */
  messages: { role: string; content: string }[]
  /** The texts of a request for embeddings. */
  input?: string | string[]
  /** Milliseconds on the server's clock. */
  startedAt: number
  endedAt: number
  /** The client went away before it was answered. */
  abandoned: boolean
}

/** What the server does with a request. */
export type Reply =
  | { text: string; delayMs?: number }
  | { status: number; headers?: Record<string, string> }
  | { hang: true }
  | { body: string }

/** A real HTTP server that speaks the part of the OpenAI API that chat clients use. */
export async function startOpenAiServer(reply: (request: SeenRequest, index: number) => Reply) {
  const requests: SeenRequest[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await bodyOf(request)) as Pick<SeenRequest, 'model' | 'temperature' | 'input'> & {
      messages?: SeenRequest['messages']
      stream?: boolean
    }
    const seen: SeenRequest = {
      path: request.url ?? '',
      model: body.model,
      temperature: body.temperature,
      messages: body.messages ?? [],
      ...(body.input !== undefined && { input: body.input }),
      startedAt: performance.now(),
      endedAt: Number.NaN,
      abandoned: false,
    }
    const index = requests.push(seen) - 1
    response.on('close', () => {
      seen.endedAt = performance.now()
      seen.abandoned = !response.writableFinished
    })
    const answer = reply(seen, index)
    if ('hang' in answer) return
    if ('status' in answer) {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      response.end(JSON.stringify({ error: { message: `status ${answer.status}`, type: 'test' } }))
      return
    }
    if ('text' in answer && answer.delayMs)
      await new Promise((resolve) => setTimeout(resolve, answer.delayMs))
    if ('text' in answer && body.stream) {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(completionEvents(body.model, answer.text))
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end('body' in answer ? answer.body : completion(body.model, answer.text))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A running server of {@link startOpenAiServer}. */
export type OpenAiServer = Awaited<ReturnType<typeof startOpenAiServer>>

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

function completion(model: string, content: string): string {
  return JSON.stringify({
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  })
}

/** The same as server-sent events, one a word. */
function completionEvents(model: string, content: string): string {
  const event = (delta: object, finish_reason: string | null) => {
    const chunk = { id: 'chatcmpl-test', object: 'chat.completion.chunk', created: 0, model }
    return `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta, finish_reason }] })}\n\n`
  }
  const words = content.match(/\S+\s*/g) ?? []
  return `${words.map((word) => event({ role: 'assistant', content: word }, null)).join('')}${event({}, 'stop')}data: [DONE]\n\n`
}
