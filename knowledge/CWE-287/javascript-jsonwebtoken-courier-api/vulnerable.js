const express = require('express');
const jwt = require('jsonwebtoken');
const { tours, couriers } = require('./store');

const router = express.Router();

async function identifyCourier(req, res, next) {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) return res.status(401).json({ error: 'token required' });
  const claims = jwt.decode(token);
  if (!claims || claims.exp * 1000 < Date.now()) {
    return res.status(401).json({ error: 'token expired or malformed' });
  }
  try {
    req.courier = await couriers.byNumber(claims.sub);
    if (!req.courier?.active) return res.status(401).json({ error: 'courier is not active' });
    next();
  } catch (err) {
    next(err);
  }
}

router.get('/tour/today', identifyCourier, async (req, res, next) => {
  try {
    const stops = await tours.forCourier(req.courier.id, new Date());
    res.json(stops.map(({ id, address, doorCode, window }) => ({ id, address, doorCode, window })));
  } catch (err) {
    next(err);
  }
});

module.exports = { router, identifyCourier };
