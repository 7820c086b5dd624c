import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { bookings } from './db.js';
import { sendTickets } from './tickets.js';

const secret = process.env.PAYMENT_CALLBACK_SECRET;
if (!secret) throw new Error('PAYMENT_CALLBACK_SECRET is not set');

export const router = express.Router();

function isAuthentic(raw, header) {
  const expected = createHmac('sha256', secret).update(raw).digest();
  const given = Buffer.from(header ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

router.post('/callback/payment', express.raw({ type: 'application/json' }), async (req, res, next) => {
  if (!Buffer.isBuffer(req.body) || !isAuthentic(req.body, req.get('x-signature'))) return res.sendStatus(401);
  try {
    const event = JSON.parse(req.body.toString('utf8'));
    const booking = await bookings.byReference(String(event.reference));
    if (!booking) return res.sendStatus(404);
    if (event.status === 'paid' && booking.state === 'reserved') {
      await bookings.markPaid(booking.id, { cents: event.cents, provider: event.id });
      await sendTickets(booking);
    }
    req.log.info({ booking: booking.id, status: event.status }, 'payment callback');
    res.sendStatus(204);
  } catch (err) {
    next(err);
  }
});
