const { randomUUID } = require('node:crypto');
const express = require('express');

const { bookings } = require('./bookings');
const { logger } = require('./logger');

function createApi() {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '100kb' }));
  app.use((req, res, next) => {
    req.id = randomUUID();
    res.set('x-request-id', req.id);
    next();
  });

  app.use('/bookings', bookings);

  app.use((req, res) => {
    res.status(404).json({ error: 'no such resource' });
  });

  app.use((err, req, res, next) => {
    if (res.headersSent) {
      next(err);
      return;
    }
    const status = Number.isInteger(err.status) ? err.status : 500;
    logger.error({ requestId: req.id, path: req.path, err }, 'request failed');
    res.status(status).json({
      error: status < 500 ? 'the request could not be understood' : 'internal error',
      requestId: req.id,
    });
  });

  return app;
}

module.exports = { createApi };
