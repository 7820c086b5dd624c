const { createHash } = require('node:crypto');
const fp = require('fastify-plugin');

function sha256(value) {
  return createHash('sha256').update(value).digest('hex');
}

async function apiKeys(fastify, { adminKey, clients }) {
  fastify.decorateRequest('client', null);

  fastify.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.public) return;

    const key = request.headers['x-api-key'];
    if (typeof key !== 'string' || key.length < 20 || key.length > 200) {
      reply.code(401);
      throw new Error('API key required');
    }
    if (key === adminKey) {
      request.client = { name: 'admin', scopes: ['labels', 'clients'] };
      return;
    }
    const hash = sha256(key);
    const client = clients.find((c) => c.keyHash === hash);
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
