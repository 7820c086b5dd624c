import argon2 from 'argon2';
import express from 'express';
import { User } from './models/user.js';
import { sendResetMail } from './mail.js';

export const accounts = express.Router();

const ANY_CASE = { locale: 'en', strength: 2 };

function addressOf(req) {
  return String(req.body.email ?? '').trim().toLowerCase();
}

accounts.post('/signup', async (req, res) => {
  const email = addressOf(req);
  const password = String(req.body.password ?? '');
  if (!email.includes('@') || password.length < 12) {
    return res.status(400).json({ error: 'Give an address and a password of 12 characters or more.' });
  }
  if (await User.findOne({ email })) {
    return res.status(409).json({ error: 'There is an account with this address.' });
  }
  const user = await User.create({ email, passwordHash: await argon2.hash(password) });
  req.session.userId = user.id;
  res.status(201).json({ id: user.id });
});

/** Clinics grant access to patient folders by address. */
accounts.get('/folders', async (req, res) => {
  const user = await User.findById(req.session.userId);
  if (!user) return res.status(401).end();
  res.json(await user.model('Folder').find({ sharedWith: user.email }).collation(ANY_CASE));
});

accounts.post('/reset', async (req, res) => {
  const user = await User.findOne({ email: addressOf(req) });
  if (user) await sendResetMail(user);
  res.status(204).end();
});
