import type { IncomingMessage, ServerResponse } from 'node:http'

const NOT_FORWARDED = new Set(['host', 'cookie', 'authorization', 'x-user', 'x-role', 'connection', 'content-length'])

export interface Route {
  origin: string
  user: string
  role: string
}

/** The raw header list in pairs, as the client wrote it. */
function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as [string, string]] : []))
}

/** Hands a request on to an inner service, which believes X-User and X-Role. */
export async function forward(req: IncomingMessage, res: ServerResponse, route: Route): Promise<void> {
  const headers: [string, string][] = [
    ['X-User', route.user],
    ['X-Role', route.role],
  ]
  for (const [name, value] of pairs(req.rawHeaders)) {
    if (NOT_FORWARDED.has(name.toLowerCase())) continue
    headers.push([name, value])
  }
  const answer = await fetch(new URL(req.url ?? '/', route.origin), { headers })
  res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
  res.end(Buffer.from(await answer.arrayBuffer()))
}
