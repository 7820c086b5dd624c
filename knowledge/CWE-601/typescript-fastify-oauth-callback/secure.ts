import type { FastifyInstance } from 'fastify';
import { exchangeCode } from '../oauth/client';
import { sessions } from '../stores/sessions';

interface CallbackQuery {
  code?: string;
  state?: string;
  error?: string;
}

const RETURN_PATH = /^\/(?![\/\\])[\w\-./~%]*(\?[\w\-./~%=&]*)?$/;

function decodeState(state: string): { nonce: string; returnTo: string } {
  return JSON.parse(Buffer.from(state, 'base64url').toString('utf8'));
}

export async function oauthRoutes(app: FastifyInstance) {
  app.get<{ Querystring: CallbackQuery }>('/oauth/callback', async (request, reply) => {
    const { code, state, error } = request.query;
    if (error || !code || !state) {
      request.log.info({ error }, 'sign-in was not completed');
      return reply.redirect('/login?failed=1');
    }

    const { nonce, returnTo } = decodeState(state);
    if (!nonce || nonce !== request.cookies.oauth_nonce) {
      return reply.code(400).send({ error: 'state does not match' });
    }

    const identity = await exchangeCode(code);
    const session = await sessions.create(identity.subject, { ip: request.ip });
    reply.setCookie('sid', session.id, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
    return reply.redirect(RETURN_PATH.test(returnTo) ? returnTo : '/');
  });
}
