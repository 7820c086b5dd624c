import express from 'express';
import { createClient } from 'redis';
import { randomUUID } from 'node:crypto';

const router = express.Router();
const redis = createClient({ url: process.env.REDIS_URL });
await redis.connect();

const HOLD_SECONDS = 600;

router.post('/events/:eventId/reservations', async (req, res, next) => {
  const seats = Number.parseInt(req.body.seats, 10);
  if (!Number.isInteger(seats) || seats < 1 || seats > 8) {
    return res.status(400).json({ error: 'between 1 and 8 seats' });
  }
  const key = `event:${req.params.eventId}:free`;

  try {
    const left = await redis.decrBy(key, seats);
    if (left < 0) {
      const free = await redis.incrBy(key, seats);
      return res.status(409).json({ error: 'not enough seats', free: Math.max(free, 0) });
    }

    const reservation = {
      id: randomUUID(),
      event: req.params.eventId,
      user: req.user.id,
      seats,
      until: Date.now() + HOLD_SECONDS * 1000,
    };
    await redis.set(`reservation:${reservation.id}`, JSON.stringify(reservation), { EX: HOLD_SECONDS });
    req.log.info({ reservation: reservation.id, seats }, 'seats reserved');
    res.status(201).json(reservation);
  } catch (err) {
    next(err);
  }
});

export default router;
