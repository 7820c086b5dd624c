import pg from 'pg';

const pool = new pg.Pool({ max: 12, idleTimeoutMillis: 30000 });
const FREE_CANCEL_HOURS = 24;

export async function cancelBooking(req, res, next) {
  const code = String(req.params.code ?? '').toUpperCase();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const found = await client.query('SELECT id, room_id, starts_at, price FROM booking WHERE code = $1 FOR UPDATE', [code]);
    if (found.rowCount === 0) {
      await client.query('ROLLBACK');
      return res.status(404).json({ error: 'no such booking' });
    }

    const booking = found.rows[0];
    const hoursLeft = (booking.starts_at.getTime() - Date.now()) / 3600000;
    const fee = hoursLeft >= FREE_CANCEL_HOURS ? 0 : Math.round(booking.price / 2);
    await client.query('UPDATE booking SET cancelled_at = now(), fee = $2 WHERE id = $1', [booking.id, fee]);
    await client.query('UPDATE room_day SET free = free + 1 WHERE room_id = $1 AND day = $2', [
      booking.room_id,
      booking.starts_at,
    ]);
    await client.query('COMMIT');
    req.log.info({ booking: booking.id, fee }, 'booking cancelled');
    return res.json({ cancelled: code, fee });
  } catch (err) {
    await client.query('ROLLBACK').catch(() => {});
    return next(err);
  } finally {
    client.release();
  }
}
