import crypto from 'node:crypto';
import { promisify } from 'node:util';
import Router from '@koa/router';

const pbkdf2 = promisify(crypto.pbkdf2);
const router = new Router({ prefix: '/backup' });

const MIN_ITERATIONS = 210_000;
const MAX_ITERATIONS = 1_000_000;
const KEY_LENGTHS = [16, 24, 32, 64];
const MAX_PARALLEL = 2;
let running = 0;

router.post('/derive-key', async (ctx) => {
  const { passphrase, salt, iterations, keyLength } = ctx.request.body ?? {};
  if (typeof passphrase !== 'string' || typeof salt !== 'string') {
    ctx.throw(400, 'passphrase and salt are required');
  }
  const rounds = Number(iterations ?? 600_000);
  const length = Number(keyLength ?? 32);
  if (!Number.isInteger(rounds) || rounds < MIN_ITERATIONS || rounds > MAX_ITERATIONS || !KEY_LENGTHS.includes(length)) {
    ctx.throw(400, 'iterations or keyLength out of range');
  }
  if (passphrase.length > 1024 || salt.length > 128) {
    ctx.throw(400, 'passphrase or salt too long');
  }
  if (running >= MAX_PARALLEL) {
    ctx.throw(503, 'busy, try again');
  }

  const started = Date.now();
  running += 1;
  try {
    const key = await pbkdf2(passphrase, Buffer.from(salt, 'base64'), rounds, length, 'sha512');
    ctx.app.emit('metric', 'backup.derive', Date.now() - started);
    ctx.body = { keyId: crypto.createHash('sha256').update(key).digest('hex').slice(0, 16), rounds, length };
  } finally {
    running -= 1;
  }
});

export default router;
