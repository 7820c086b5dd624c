const express = require('express');
const csv = require('./exporters/csv');
const ical = require('./exporters/ical');
const xlsx = require('./exporters/xlsx');

const router = express.Router();
const exporters = new Map([
  ['csv', csv],
  ['ical', ical],
  ['xlsx', xlsx],
]);

router.get('/rosters/:week/export', async (req, res, next) => {
  const format = String(req.query.format || 'csv');
  const week = Number.parseInt(req.params.week, 10);
  if (!(week >= 1 && week <= 53)) {
    return res.status(400).json({ error: 'week must be 1 to 53' });
  }

  try {
    const exporter = exporters.get(format);
    if (!exporter) {
      return res.status(400).json({ error: `format must be one of ${[...exporters.keys()].join(', ')}` });
    }
    const shifts = await req.app.locals.rosters.shifts(req.user.teamId, week);
    const rows = shifts.map((shift) => ({
      day: shift.startsAt.toISOString().slice(0, 10),
      from: shift.startsAt.toISOString().slice(11, 16),
      to: shift.endsAt.toISOString().slice(11, 16),
      person: shift.person,
    }));
    const { body, contentType, extension } = await exporter.render(rows, { title: `Week ${week}` });
    res.setHeader('Content-Type', contentType);
    res.setHeader('Content-Disposition', `attachment; filename="roster-${week}.${extension}"`);
    res.send(body);
  } catch (err) {
    next(err);
  }
});

module.exports = router;
