const express = require('express');
const cookieParser = require('cookie-parser');
const jwt = require('jsonwebtoken');
const { findCourier, checkPin } = require('./couriers');

const router = express.Router();
router.use(cookieParser());

const SHIFT_MS = 9 * 3600 * 1000;

router.post('/shift/start', express.json(), async (req, res, next) => {
  const { number, pin, vehicle } = req.body;
  try {
    const courier = await findCourier(String(number));
    if (!courier || !(await checkPin(courier, String(pin)))) {
      return res.status(401).json({ error: 'number or PIN is wrong' });
    }
    const token = jwt.sign({ vehicle: String(vehicle).slice(0, 12) }, process.env.SHIFT_KEY, {
      subject: courier.id,
      expiresIn: SHIFT_MS / 1000,
    });
    res.cookie('shift', token, { maxAge: SHIFT_MS, secure: true, sameSite: 'strict' });
    res.status(201).json({ courier: courier.name, endsAt: new Date(Date.now() + SHIFT_MS) });
  } catch (err) {
    next(err);
  }
});

router.post('/shift/end', (req, res) => {
  res.clearCookie('shift', { secure: true, sameSite: 'strict' });
  res.sendStatus(204);
});

module.exports = router;
