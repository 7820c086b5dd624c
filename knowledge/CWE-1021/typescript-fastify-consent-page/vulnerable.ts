import type { FastifyInstance } from 'fastify';
import { findClient, issueCode } from './oauth-store.js';
import { escapeHtml } from './html.js';

interface ConsentQuery {
  client_id: string;
  scope: string;
  state: string;
}

export function consentRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: ConsentQuery }>('/oauth/authorize', async (request, reply) => {
    const user = request.session.get('user');
    if (!user) {
      return reply.redirect('/login');
    }
    const client = await findClient(request.query.client_id);
    if (!client) {
      return reply.code(400).send({ error: 'invalid_client' });
    }
    const scopes = request.query.scope.split(' ').filter((s) => client.scopes.includes(s));
    request.session.set('consent', { clientId: client.id, scopes, state: request.query.state });
    const token = reply.generateCsrf();

    const items = scopes.map((s) => `<li>${escapeHtml(s)}</li>`).join('');
    const page = `<!doctype html><title>Allow access</title>
      <h1>${escapeHtml(client.name)} would like to use your account</h1><ul>${items}</ul>
      <form method="post"><input type="hidden" name="_csrf" value="${token}"><button>Allow</button></form>`;
    reply.header('Cache-Control', 'no-store');
    return reply.type('text/html; charset=utf-8').send(page);
  });

  app.post('/oauth/authorize', { preHandler: app.csrfProtection }, async (request, reply) => {
    const consent = request.session.get('consent');
    const user = request.session.get('user');
    if (!user || !consent) {
      return reply.redirect('/login');
    }
    const target = await issueCode(user.id, consent);
    request.log.info({ client: consent.clientId, scopes: consent.scopes }, 'access granted');
    return reply.redirect(target);
  });
}
