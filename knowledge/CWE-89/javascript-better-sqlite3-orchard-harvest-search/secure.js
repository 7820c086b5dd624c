const Database = require('better-sqlite3');

const db = new Database(process.env.ORCHARD_DB || 'orchard.db', { fileMustExist: true });

function searchHarvests(req, res) {
  const variety = (req.query.variety || '').trim();
  const year = req.query.year || new Date().getFullYear();

  if (variety.length < 2) {
    return res.status(400).json({ error: 'type at least two letters of the variety' });
  }

  const harvests = db
    .prepare(
      `SELECT id, variety, plot, crates, picked_on FROM harvests
       WHERE variety LIKE ? AND season = ? ORDER BY picked_on`,
    )
    .all(`%${variety}%`, Number(year));
  const total = harvests.reduce((sum, harvest) => sum + harvest.crates, 0);
  res.json({ variety, total, harvests });
}

function removeHarvest(req, res) {
  const { id } = req.params;
  const result = db.prepare('DELETE FROM harvests WHERE id = ?').run(id);
  res.status(result.changes === 1 ? 204 : 404).end();
}

module.exports = { searchHarvests, removeHarvest };
