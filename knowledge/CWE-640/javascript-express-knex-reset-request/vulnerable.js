const { createHash, randomBytes } = require('node:crypto');
const express = require('express');
const knex = require('knex')({ client: 'mysql2', connection: process.env.DATABASE_URL });
const mailer = require('./mailer');

const router = express.Router();
const BASE_URL = process.env.PUBLIC_BASE_URL;
const VALID_MS = 30 * 60 * 1000;

router.post('/password/forgot', express.json(), async (req, res, next) => {
  const email = String(req.body.email ?? '').trim().toLowerCase();
  if (!email.includes('@')) return res.status(400).json({ error: 'e-mail is missing' });
  try {
    const user = await knex('users').where({ email, active: true }).first('id', 'name');
    if (!user) return res.status(404).json({ error: 'no account with this address' });
    const token = randomBytes(32).toString('hex');
    const link = `${BASE_URL}/password/new?token=${token}`;
    await knex('password_resets').insert({
      user_id: user.id,
      token_hash: createHash('sha256').update(token).digest('hex'),
      expires_at: new Date(Date.now() + VALID_MS),
    });
    await mailer.send(email, 'password-reset', { name: user.name, link });
    req.log.info({ user: user.id }, 'password reset requested');
    res.json({ message: 'A mail is on its way.', link });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
