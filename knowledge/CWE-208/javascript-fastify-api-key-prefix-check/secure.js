const { createHash, timingSafeEqual } = require('node:crypto');
const fp = require('fastify-plugin');

function sha256(value) {
  return createHash('sha256').update(value).digest();
}

async function apiKeys(fastify, { adminKey, clients }) {
  const adminHash = sha256(adminKey);
  fastify.decorateRequest('client', null);

  fastify.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.public) return;

    const key = request.headers['x-api-key'];
    if (typeof key !== 'string' || key.length < 20 || key.length > 200) {
      reply.code(401);
      throw new Error('API key required');
    }
    const hash = sha256(key);
    if (timingSafeEqual(hash, adminHash)) {
      request.client = { name: 'admin', scopes: ['labels', 'clients'] };
      return;
    }
    const matches = clients.filter((c) => timingSafeEqual(Buffer.from(c.keyHash, 'hex'), hash));
    const client = matches[0];
    if (!client || client.blocked) {
      request.log.warn({ ip: request.ip }, 'API key refused');
      reply.code(403);
      throw new Error('API key refused');
    }
    request.client = { name: client.name, scopes: client.scopes };
  });

  fastify.get('/whoami', async (request) => ({ name: request.client.name, scopes: request.client.scopes }));
}

module.exports = fp(apiKeys, { name: 'api-keys' });
