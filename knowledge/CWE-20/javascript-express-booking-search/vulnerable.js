const express = require('express');
const { Pool } = require('pg');

const pool = new Pool();
const router = express.Router();
const MAX_NIGHTS = 30;

function nightsBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

router.get('/availability', async (req, res, next) => {
  const { from, to, guests = '2' } = req.query;
  const nights = nightsBetween(from, to);
  const party = Number(guests);
  if (nights > MAX_NIGHTS || party > 8) {
    return res.status(400).json({ error: 'stay or party too large' });
  }
  try {
    const { rows } = await pool.query(
      'SELECT id, name, nightly_cents FROM cabins WHERE beds >= $1 AND NOT cabin_taken(id, $2, $3)',
      [party, from, to],
    );
    const offers = rows.map((row) => ({
      id: row.id,
      name: row.name,
      totalCents: row.nightly_cents * nights,
      perGuest: (row.nightly_cents * nights / party / 100).toFixed(2),
    }));
    res.json({ nights, offers });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
