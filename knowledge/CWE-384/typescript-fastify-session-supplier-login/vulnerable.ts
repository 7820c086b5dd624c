import cookie from '@fastify/cookie';
import session from '@fastify/session';
import { compare } from 'bcrypt';
import Fastify from 'fastify';
import { suppliers } from './suppliers';
import { sessionStore } from './session-store';

declare module 'fastify' {
  interface Session {
    supplierId?: string;
    returnTo?: string;
  }
}

const app = Fastify({ logger: true });
await app.register(cookie);
await app.register(session, {
  secret: process.env.SESSION_SECRET ?? '',
  store: sessionStore,
  cookie: { secure: true, httpOnly: true, sameSite: 'lax', maxAge: 1_800_000 },
});

app.addHook('preHandler', async (req, reply) => {
  if (req.url.startsWith('/portal') && !req.session.supplierId) {
    req.session.returnTo = req.url;
    return reply.redirect('/login');
  }
});

app.post<{ Body: { number: string; password: string } }>('/login', async (req, reply) => {
  const supplier = await suppliers.byNumber(req.body.number);
  if (!supplier || !(await compare(req.body.password, supplier.passwordHash))) {
    return reply.code(401).send({ error: 'number or password is wrong' });
  }
  const target = req.session.returnTo ?? '/portal';
  req.session.returnTo = undefined;
  req.session.supplierId = supplier.id;
  req.log.info({ supplier: supplier.id }, 'supplier logged in');
  return reply.redirect(target);
});

await app.listen({ port: 3000 });
