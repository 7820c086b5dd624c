import { createHash } from 'node:crypto';
import argon2 from 'argon2';
import express from 'express';
import mongoose from 'mongoose';
import { sendMail } from './mail.js';

const userSchema = new mongoose.Schema({
  email: { type: String, unique: true, lowercase: true },
  passwordHash: String,
  resetTokenHash: String,
  resetExpiresAt: Date,
});
const User = mongoose.model('User', userSchema);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
export const router = express.Router();

router.post('/reset/:token', express.json(), async (req, res, next) => {
  const { password } = req.body;
  if (typeof password !== 'string' || password.length < 12) {
    return res.status(422).json({ error: 'the password needs at least 12 characters' });
  }
  try {
    const passwordHash = await argon2.hash(password);
    const user = await User.findOneAndUpdate(
      { resetTokenHash: sha256(req.params.token), resetExpiresAt: { $gt: new Date() } },
      { $set: { passwordHash }, $unset: { resetTokenHash: 1, resetExpiresAt: 1 } },
    );
    if (!user) return res.status(400).json({ error: 'the link is not valid' });
    await sendMail(user.email, 'Your password was changed', 'password-changed', { at: new Date() });
    req.log.info({ user: user.id }, 'password reset');
    res.json({ message: 'You can log in now.' });
  } catch (err) {
    next(err);
  }
});
