import { BlockList } from 'node:net';
import fastify from 'fastify';
import { drainQueue, queueDepths, restartWorker } from './workers.js';

const allowed = new BlockList();
allowed.addSubnet('10.40.0.0', 16);
allowed.addAddress('127.0.0.1');

export function createApp() {
  const app = fastify({ logger: true, trustProxy: true });

  app.get('/status', async () => ({ ok: true }));

  app.register(async (ops) => {
    ops.addHook('onRequest', async (request, reply) => {
      if (!allowed.check(request.ip)) {
        request.log.info({ ip: request.ip }, 'operations refused');
        return reply.code(403).send({ error: 'Only from the operations network.' });
      }
    });

    ops.get('/queues', async () => queueDepths());

    ops.post('/queues/:name/drain', async (request) => {
      const dropped = await drainQueue(request.params.name);
      return { dropped };
    });

    ops.post('/workers/:id/restart', async (request, reply) => {
      const worker = await restartWorker(Number(request.params.id));
      return worker ?? reply.code(404).send({ error: 'There is no such worker.' });
    });
  }, { prefix: '/ops' });

  return app;
}
