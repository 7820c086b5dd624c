import express from 'express';
import os from 'node:os';

export function createAdminServer({ config, queue, metrics, logger }) {
  const app = express();
  const router = express.Router();

  router.get('/ready', (req, res) => {
    res.status(queue.connected ? 200 : 503).json({ connected: queue.connected });
  });

  router.get('/metrics', async (req, res, next) => {
    try {
      res.type('text/plain').send(await metrics.render());
    } catch (err) {
      next(err);
    }
  });

  router.get('/debug/state', (req, res) => {
    res.json({
      host: os.hostname(),
      memory: process.memoryUsage(),
      config,
      env: process.env,
      pending: queue.pending(),
    });
  });

  app.use(router);
  const server = app.listen(config.adminPort, () => {
    logger.info({ port: config.adminPort }, 'admin server listens');
  });
  return server;
}
