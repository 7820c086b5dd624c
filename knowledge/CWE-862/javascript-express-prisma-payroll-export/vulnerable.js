const express = require('express');
const { PrismaClient } = require('@prisma/client');
const { stringify } = require('csv-stringify/sync');
const { requireLogin } = require('../middleware/auth');

const prisma = new PrismaClient();
const router = express.Router();

router.use(requireLogin);

router.get('/payroll/:month/export.csv', async (req, res, next) => {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(req.params.month);
  if (!match) return res.status(400).send('month must look like 2024-05');
  try {
    const slips = await prisma.payslip.findMany({
      where: { companyId: req.user.companyId, year: Number(match[1]), month: Number(match[2]) },
      include: { employee: { select: { number: true, name: true, iban: true } } },
      orderBy: { employeeId: 'asc' },
    });
    const rows = slips.map((slip) => [
      slip.employee.number,
      slip.employee.name,
      slip.employee.iban,
      (slip.grossCents / 100).toFixed(2),
      (slip.netCents / 100).toFixed(2),
    ]);
    await prisma.auditEntry.create({
      data: { userId: req.user.id, event: 'payroll.export', detail: req.params.month },
    });
    res.type('text/csv').attachment(`payroll-${req.params.month}.csv`);
    res.send(stringify(rows, { header: true, columns: ['No', 'Name', 'IBAN', 'Gross', 'Net'] }));
  } catch (err) {
    next(err);
  }
});

module.exports = router;
