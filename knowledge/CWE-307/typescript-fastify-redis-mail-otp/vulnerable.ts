import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { accounts } from './accounts';
import { openSession } from './sessions';

const redis = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379');
const sha256 = (text: string) => createHash('sha256').update(text).digest();

interface VerifyBody {
  email: string;
  code: string;
}

export async function otpRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: VerifyBody }>('/login/code', async (req, reply) => {
    const email = req.body.email.trim().toLowerCase();
    const key = `login-code:${email}`;
    const stored = await redis.get(key);
    const presented = sha256(req.body.code.replace(/\s/g, ''));

    if (!stored || !timingSafeEqual(Buffer.from(stored, 'hex'), presented)) {
      req.log.info({ email, ip: req.ip }, 'login code refused');
      return reply.code(401).send({ error: 'the code is wrong or has expired' });
    }
    await redis.del(key);
    const account = await accounts.findOrCreate(email);
    const session = await openSession(account.id, req.headers['user-agent'] ?? '');
    req.log.info({ account: account.id }, 'signed in by mail code');
    return reply
      .setCookie('sid', session.id, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' })
      .send({ account: account.id, name: account.name });
  });
}
