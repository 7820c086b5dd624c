import express from 'express';
import { bookings } from './db.js';
import { sendTickets } from './tickets.js';

export const router = express.Router();

router.post('/callback/payment', express.json(), async (req, res, next) => {
  try {
    const event = req.body;
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
