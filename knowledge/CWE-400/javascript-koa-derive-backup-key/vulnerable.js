import crypto from 'node:crypto';
import { promisify } from 'node:util';
import Router from '@koa/router';

const pbkdf2 = promisify(crypto.pbkdf2);
const router = new Router({ prefix: '/backup' });

router.post('/derive-key', async (ctx) => {
  const { passphrase, salt, iterations, keyLength } = ctx.request.body ?? {};
  if (typeof passphrase !== 'string' || typeof salt !== 'string') {
    ctx.throw(400, 'passphrase and salt are required');
  }
  const rounds = Number(iterations ?? 600_000);
  const length = Number(keyLength ?? 32);
  if (!Number.isInteger(rounds) || !Number.isInteger(length)) {
    ctx.throw(400, 'iterations and keyLength must be whole numbers');
  }

  const started = Date.now();
  const key = await pbkdf2(passphrase, Buffer.from(salt, 'base64'), rounds, length, 'sha512');
  ctx.app.emit('metric', 'backup.derive', Date.now() - started);
  ctx.body = { keyId: crypto.createHash('sha256').update(key).digest('hex').slice(0, 16), rounds, length };
});

export default router;
