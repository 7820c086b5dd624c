const os = require('node:os');
const express = require('express');
const mysql = require('mysql2/promise');

function createStatusApi({ startedAt = Date.now(), log = console } = {}) {
  const app = express();
  const pool = mysql.createPool({ uri: process.env.ORDER_DB, connectionLimit: 10 });

  app.use((req, res, next) => {
    res.set('X-Served-By', `${os.hostname()} node/${process.version} pid/${process.pid}`);
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
    res.status(database === 'up' ? 200 : 503).json({
      database,
      uptime,
      host: os.hostname(),
      addresses: os.networkInterfaces(),
      versions: process.versions,
      arguments: process.argv,
      directory: process.cwd(),
      databaseUrl: process.env.ORDER_DB,
    });
  });

  return app;
}

module.exports = { createStatusApi };
