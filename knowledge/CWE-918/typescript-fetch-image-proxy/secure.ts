import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance } from 'fastify';

const MAX_BYTES = 5 * 1024 * 1024;
const ALLOWED_HOSTS = new Set(['images.example.com', 'cdn.example.org']);

function parseSource(src: string): URL | null {
  if (!URL.canParse(src)) {
    return null;
  }
  const url = new URL(src);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '';
  return plain && ALLOWED_HOSTS.has(url.hostname) ? url : null;
}

export async function imageProxy(app: FastifyInstance) {
  app.get<{ Querystring: { src: string; w?: string } }>('/img', async (request, reply) => {
    const { src, w } = request.query;
    const target = parseSource(src);
    if (!target) {
      return reply.code(400).send({ error: 'image source not allowed' });
    }
    if (w) {
      target.searchParams.set('width', w);
    }
    const upstream = await fetch(target, { signal: AbortSignal.timeout(8000), redirect: 'error' });
    if (!upstream.ok || !upstream.body) {
      request.log.warn({ src, status: upstream.status }, 'image not available');
      return reply.code(502).send({ error: 'image not available' });
    }
    const length = Number(upstream.headers.get('content-length') ?? 0);
    if (length > MAX_BYTES) {
      return reply.code(413).send({ error: 'image too large' });
    }
    reply.header('cache-control', 'public, max-age=86400');
    reply.type(upstream.headers.get('content-type') ?? 'application/octet-stream');
    return reply.send(Readable.fromWeb(upstream.body as ReadableStream));
  });
}
