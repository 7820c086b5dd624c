import type { FastifyInstance } from 'fastify';
import { Client } from 'ldapts';

import { createSession } from './sessions';

interface LoginBody {
  account: string;
  password: string;
}

const BASE = 'ou=people,dc=example,dc=org';

export async function loginRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: LoginBody }>(
    '/login',
    {
      schema: {
        body: {
          type: 'object',
          required: ['account', 'password'],
          properties: {
            account: { type: 'string', pattern: '^[a-z][a-z0-9.]{1,40}$' },
            password: { type: 'string', minLength: 1, maxLength: 200 },
          },
        },
      },
    },
    async (request, reply) => {
      const { account, password } = request.body;
      const client = new Client({ url: 'ldaps://directory.example.org', timeout: 5000 });
      try {
        await client.bind(`uid=${account},${BASE}`, password);
        const session = await createSession(account);
        return reply.send({ token: session.token, expiresAt: session.expiresAt });
      } catch (err) {
        request.log.warn({ err, account }, 'login refused');
        return reply.code(401).send({ error: 'account or password is wrong' });
      } finally {
        await client.unbind();
      }
    },
  );
}
