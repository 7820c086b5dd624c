const express = require('express');
const bcrypt = require('bcrypt');
const mongoose = require('mongoose');
const logger = require('../logger');

const accountSchema = new mongoose.Schema({
  email: { type: String, required: true },
  passwordHash: String,
  reset: { type: mongoose.Schema.Types.Mixed },
});
const Account = mongoose.model('Account', accountSchema);

const router = express.Router();
router.use(express.json());

router.post('/password/reset', async (req, res, next) => {
  try {
    const { token, password } = req.body;
    if (typeof token !== 'string' || token.length !== 43 || String(password ?? '').length < 12) {
      return res.status(400).json({ error: 'token and a password of 12 characters are required' });
    }
    const account = await Account.findOne({
      'reset.token': { $eq: token },
      'reset.expires': { $gt: Date.now() },
    });
    if (!account) {
      return res.status(404).json({ error: 'link is not valid any more' });
    }

    account.passwordHash = await bcrypt.hash(String(password), 12);
    account.reset = undefined;
    await account.save();
    logger.info({ account: account.id }, 'password reset');
    res.status(204).end();
  } catch (err) {
    next(err);
  }
});

module.exports = router;
