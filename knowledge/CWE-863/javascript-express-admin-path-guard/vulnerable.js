const express = require('express');
const session = require('express-session');
const { tariffs, meters } = require('./store');

const app = express();
app.use(express.json());
app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));

app.use((req, res, next) => {
  if (!req.path.startsWith('/admin/')) return next();
  if (req.session.user?.isAdmin) return next();
  return res.status(403).json({ error: 'administrators only' });
});

const admin = express.Router();

admin.get('/meters', async (req, res, next) => {
  try {
    res.json(await meters.list({ limit: 500 }));
  } catch (err) {
    next(err);
  }
});

admin.put('/tariffs/:code', async (req, res, next) => {
  const cents = Number(req.body.centsPerKwh);
  if (!Number.isInteger(cents) || cents < 1 || cents > 500) {
    return res.status(400).json({ error: 'centsPerKwh must be 1 to 500' });
  }
  try {
    const tariff = await tariffs.update(req.params.code, { centsPerKwh: cents });
    res.json(tariff);
  } catch (err) {
    next(err);
  }
});

app.use('/admin', admin);

module.exports = app;
