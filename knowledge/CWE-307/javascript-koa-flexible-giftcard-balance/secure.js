import Koa from 'koa';
import Router from '@koa/router';
import bodyParser from 'koa-bodyparser';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { cards } from './cards.js';

const redis = new Redis(process.env.REDIS_URL);
const router = new Router();

const wrongPins = new RateLimiterRedis({
  storeClient: redis,
  keyPrefix: 'giftcard-pin',
  points: 6,
  duration: 24 * 3600,
});

async function recentCheck(number) {
  return redis.get(`giftcard:last:${number}`);
}

router.post('/giftcards/balance', async (ctx) => {
  const { number, pin } = ctx.request.body;
  if (!/^\d{16}$/.test(number ?? '') || !/^\d{4}$/.test(pin ?? '')) {
    ctx.throw(400, 'number has 16 digits, pin has 4');
  }
  try {
    await wrongPins.consume(number);
  } catch (rejected) {
    if (rejected instanceof Error) throw rejected;
    ctx.set('Retry-After', String(Math.ceil(rejected.msBeforeNext / 1000)));
    ctx.throw(429, 'too many attempts for this card');
  }
  const card = await cards.verify(number, pin);
  if (!card) {
    ctx.log.info({ last4: number.slice(-4), ip: ctx.ip }, 'gift card pin refused');
    ctx.throw(404, 'number and pin do not match');
  }
  await wrongPins.delete(number);
  const previous = await recentCheck(number);
  await redis.set(`giftcard:last:${number}`, new Date().toISOString());
  ctx.body = { balance: (card.cents / 100).toFixed(2), currency: card.currency, previousCheck: previous };
});

export const app = new Koa().use(bodyParser()).use(router.routes());
