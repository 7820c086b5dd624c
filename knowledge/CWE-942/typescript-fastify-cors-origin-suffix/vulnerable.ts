import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { loadDashboard } from './dashboard';
import { sessionPlugin } from './session';

const TRUSTED_DOMAIN = 'example.com';

export async function buildApp(): Promise<FastifyInstance> {
  const app = Fastify({ logger: true, trustProxy: true });

  await app.register(cors, {
    credentials: true,
    methods: ['GET', 'POST'],
    origin: (origin, callback) => {
      if (origin === undefined) {
        callback(null, false);
        return;
      }
      callback(null, origin.endsWith(TRUSTED_DOMAIN));
    },
  });
  await app.register(sessionPlugin);

  app.get<{ Querystring: { from: string; to: string } }>('/dashboard', async (req, reply) => {
    if (!req.session.householdId) return reply.code(401).send({ error: 'sign in first' });
    const from = new Date(req.query.from);
    const to = new Date(req.query.to);
    if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
      return reply.code(400).send({ error: 'from and to must be dates' });
    }
    return loadDashboard(req.session.householdId, from, to);
  });

  return app;
}
