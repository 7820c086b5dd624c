const crypto = require('node:crypto');
const express = require('express');
const mysql = require('mysql2/promise');

function createOrderApi({ log = console } = {}) {
  const app = express();
  const pool = mysql.createPool({ uri: process.env.ORDER_DB, connectionLimit: 10 });
  app.use(express.json({ limit: '100kb' }));

  app.get('/orders/:number', async (req, res, next) => {
    try {
      const [rows] = await pool.execute('SELECT number, state, total FROM orders WHERE number = ?', [req.params.number]);
      if (rows.length === 0) {
        return res.status(404).json({ error: 'unknown order' });
      }
      res.json(rows[0]);
    } catch (err) {
      next(err);
    }
  });

  app.use((err, req, res, next) => {
    if (res.headersSent) {
      return next(err);
    }
    const status = err.status ?? 500;
    const id = crypto.randomUUID();
    log.error(`${id} ${req.method} ${req.path} ${status}`);
    res.status(status).json({
      id,
      error: err.message,
      stack: err.stack,
      sql: err.sql,
      file: err.path,
      node: process.version,
    });
  });
  return app;
}

module.exports = { createOrderApi };
