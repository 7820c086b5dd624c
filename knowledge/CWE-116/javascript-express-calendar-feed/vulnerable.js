const express = require('express');
const { listBookings } = require('../stores/bookings');

const router = express.Router();

const stamp = (date) => date.toISOString().replace(/[-:]|\.\d{3}/g, '');

router.get('/rooms/:room/calendar.ics', async (req, res, next) => {
  try {
    const bookings = await listBookings(req.params.room, { from: new Date() });
    const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//booking//rooms//EN'];
    for (const booking of bookings) {
      lines.push(
        'BEGIN:VEVENT',
        `UID:${booking.id}@booking.example.org`,
        `DTSTAMP:${stamp(booking.updatedAt)}`,
        `DTSTART:${stamp(booking.startsAt)}`,
        `DTEND:${stamp(booking.endsAt)}`,
        `SUMMARY:${booking.title}`,
        `LOCATION:${booking.place}`,
        `DESCRIPTION:${booking.remark ?? ''}`,
        'END:VEVENT',
      );
    }
    lines.push('END:VCALENDAR');
    res.type('text/calendar; charset=utf-8');
    res.send(lines.join('\r\n') + '\r\n');
  } catch (err) {
    next(err);
  }
});

module.exports = router;
