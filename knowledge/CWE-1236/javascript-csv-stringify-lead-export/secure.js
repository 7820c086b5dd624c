const { stringify } = require('csv-stringify');
const express = require('express');
const { streamLeads } = require('../stores/leads');

const router = express.Router();

const columns = [
  { key: 'createdAt', header: 'Received' },
  { key: 'name', header: 'Name' },
  { key: 'company', header: 'Company' },
  { key: 'phone', header: 'Phone' },
  { key: 'message', header: 'Message' },
];

router.get('/leads.csv', async (req, res, next) => {
  if (!req.user?.roles.includes('sales')) {
    return res.status(403).end();
  }
  const from = new Date(req.query.from ?? Date.now() - 30 * 24 * 3600 * 1000);
  res.type('text/csv');
  res.attachment('leads.csv');

  const csv = stringify({
    header: true,
    columns,
    bom: true,
    quoted_string: true,
    escape_formulas: true,
    cast: { date: (value) => value.toISOString() },
  });
  csv.on('error', next);
  csv.pipe(res);

  let count = 0;
  for await (const lead of streamLeads({ from, tenant: req.user.tenant })) {
    csv.write({ ...lead, message: lead.message.slice(0, 1000) });
    count += 1;
  }
  csv.end();
  req.log.info({ count, user: req.user.id }, 'leads exported');
});

module.exports = router;
