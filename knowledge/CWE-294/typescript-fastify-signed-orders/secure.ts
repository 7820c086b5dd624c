import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';

const WINDOW_SECONDS = 60;

interface OrderBook {
  secretOf(broker: string): string | undefined;
  place(broker: string, order: unknown): Promise<number>;
}

/** Name of the broker who signed the request, or undefined. */
async function signedBy(request: FastifyRequest, book: OrderBook, redis: Redis): Promise<string | undefined> {
  const header = (name: string) => String(request.headers[name] ?? '');
  const broker = header('x-broker');
  const time = header('x-time');
  const nonce = header('x-nonce');
  const secret = book.secretOf(broker);
  if (!secret || nonce.length < 16 || nonce.length > 64) return undefined;

  const text = [request.method, request.url, time, nonce, request.body as string].join('\n');
  const expected = createHmac('sha256', secret).update(text).digest();
  const given = Buffer.from(header('x-signature'), 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= WINDOW_SECONDS)) return undefined;
  const fresh = await redis.set(`nonce:${broker}:${nonce}`, time, 'EX', 3 * WINDOW_SECONDS, 'NX');
  if (fresh === null) return undefined;
  await redis.hincrby('broker-requests', broker, 1);
  return broker;
}

export function registerOrders(app: FastifyInstance, book: OrderBook, redis: Redis): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.post('/orders', async (request, reply) => {
    const broker = await signedBy(request, book, redis);
    if (!broker) return reply.code(401).send({ error: 'The signature is not accepted.' });
    const number = await book.place(broker, JSON.parse(request.body as string));
    request.log.info({ broker, number }, 'order placed');
    return reply.code(201).send({ number });
  });
}
