const express = require('express');
const session = require('express-session');
const PgStore = require('connect-pg-simple')(session);
const { Pool } = require('pg');
const { verifyAgent } = require('./agents');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 1);
  app.use(express.json({ limit: '50kb' }));
  app.use(
    session({
      name: 'claims.sid',
      store: new PgStore({ pool, tableName: 'web_sessions' }),
      secret: process.env.SESSION_SECRET.split(','),
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 20 * 60 * 1000 },
    }),
  );

  app.post('/session', async (req, res, next) => {
    try {
      const agent = await verifyAgent(req.body.number, req.body.password);
      if (!agent) return res.status(401).json({ error: 'number or password is wrong' });
      req.session.regenerate((err) => {
        if (err) return next(err);
        req.session.agent = { id: agent.id, branch: agent.branch };
        res.status(201).json(req.session.agent);
      });
    } catch (err) {
      next(err);
    }
  });

  return app;
}

module.exports = { createApp };
