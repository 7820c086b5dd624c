const { randomUUID } = require('node:crypto');
const express = require('express');
const mysql = require('mysql2/promise');

function createStatusApi({ startedAt = Date.now(), log = console } = {}) {
  const app = express();
  const pool = mysql.createPool({ uri: process.env.ORDER_DB, connectionLimit: 10 });
  const instance = randomUUID().slice(0, 8);
  app.disable('x-powered-by');

  app.use((req, res, next) => {
    res.set('X-Served-By', instance);
    next();
  });

  app.get('/status', async (req, res) => {
    let database = 'up';
    try {
      await pool.query('SELECT 1');
    } catch (err) {
      log.error('status: database not reachable', err);
      database = 'down';
    }
    const uptime = Math.round((Date.now() - startedAt) / 1000);
    log.debug('status: instance %s, database %s, uptime %d s', instance, database, uptime);
    res.status(database === 'up' ? 200 : 503).json({ database, uptime });
  });

  return app;
}

module.exports = { createStatusApi };
