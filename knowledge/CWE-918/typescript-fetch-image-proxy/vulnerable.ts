import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance } from 'fastify';

const MAX_BYTES = 5 * 1024 * 1024;

export async function imageProxy(app: FastifyInstance) {
  app.get<{ Querystring: { src: string; w?: string } }>('/img', async (request, reply) => {
    const { src, w } = request.query;
    const target = new URL(src);
    if (w) {
      target.searchParams.set('width', w);
    }
    const upstream = await fetch(target, { signal: AbortSignal.timeout(8000) });
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
