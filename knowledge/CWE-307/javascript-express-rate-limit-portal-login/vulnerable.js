const express = require('express');
const bcrypt = require('bcrypt');
const { tenants } = require('./db');

const router = express.Router();
router.use(express.json({ limit: '10kb' }));

const FILLER_HASH = bcrypt.hashSync('tenant-without-account', 12);

router.post('/portal/login', async (req, res, next) => {
  const contract = String(req.body.contract ?? '').trim();
  const password = String(req.body.password ?? '');
  if (!/^\d{7}$/.test(contract)) {
    return res.status(400).json({ error: 'the contract number has seven digits' });
  }
  try {
    const tenant = await tenants.byContract(contract);
    const matches = await bcrypt.compare(password, tenant?.passwordHash ?? FILLER_HASH);
    if (!tenant || !matches) {
      req.log.warn({ contract, ip: req.ip }, 'portal login refused');
      return res.status(401).json({ error: 'contract number or password is wrong' });
    }
    req.session.regenerate((err) => {
      if (err) return next(err);
      req.session.tenantId = tenant.id;
      res.json({ name: tenant.name, flat: tenant.flat });
    });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
