const express = require('express');
const session = require('express-session');
const { RedisStore } = require('connect-redis');
const { createClient } = require('redis');
const argon2 = require('argon2');
const { readers } = require('./db');

const redis = createClient({ url: process.env.REDIS_URL });
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(session({
  store: new RedisStore({ client: redis, prefix: 'lib:' }),
  secret: process.env.SESSION_SECRET,
  resave: false,
  saveUninitialized: true,
  cookie: { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3600_000 },
}));

app.post('/login', async (req, res, next) => {
  try {
    const reader = await readers.byCard(String(req.body.card ?? ''));
    const ok = reader && (await argon2.verify(reader.passwordHash, String(req.body.password ?? '')));
    if (!ok) return res.status(401).render('login', { failed: true });

    const basket = req.session.basket ?? [];
    req.session.reader = { id: reader.id, name: reader.name };
    req.session.basket = basket;
    req.session.save((err) => {
      if (err) return next(err);
      res.redirect('/account');
    });
  } catch (err) {
    next(err);
  }
});

module.exports = { app, redis };
