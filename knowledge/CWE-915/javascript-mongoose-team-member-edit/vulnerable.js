const express = require('express');
const mongoose = require('mongoose');
const { requireLogin } = require('../auth');

const memberSchema = new mongoose.Schema(
  {
    name: { type: String, maxlength: 80 },
    email: { type: String, lowercase: true },
    phone: String,
    locale: { type: String, default: 'en' },
    role: { type: String, enum: ['player', 'coach', 'board'], default: 'player' },
    feePaidUntil: Date,
  },
  { timestamps: true },
);
const Member = mongoose.model('Member', memberSchema);
const router = express.Router();

router.put('/members/me', requireLogin, async (req, res, next) => {
  try {
    const member = await Member.findById(req.session.memberId);
    if (!member) return res.sendStatus(404);
    const before = member.email;
    Object.assign(member, req.body);
    await member.save();
    if (member.email !== before) {
      await req.app.locals.mailer.sendConfirmation(member.email);
    }
    res.json({ name: member.name, email: member.email, phone: member.phone, locale: member.locale });
  } catch (err) {
    if (err instanceof mongoose.Error.ValidationError) {
      return res.status(422).json({ error: err.message });
    }
    next(err);
  }
});

module.exports = router;
