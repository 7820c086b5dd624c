const crypto = require('node:crypto');
const path = require('node:path');
const express = require('express');
const multer = require('multer');

const TYPES = new Map([
  ['application/pdf', '.pdf'],
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
]);

function receiptRoutes({ uploadDir, receipts, requireEmployee }) {
  const storage = multer.diskStorage({
    destination: uploadDir,
    filename(req, file, done) {
      done(null, `${crypto.randomUUID()}${TYPES.get(file.mimetype)}`);
    },
  });
  const upload = multer({
    storage,
    limits: { fileSize: 8 * 1024 * 1024, files: 1 },
    fileFilter(req, file, done) {
      done(null, TYPES.has(file.mimetype));
    },
  });

  const router = express.Router();
  router.post('/receipts', requireEmployee, upload.single('receipt'), async (req, res, next) => {
    try {
      if (!req.file) {
        res.status(400).json({ error: 'a PDF, JPEG or PNG file is required' });
        return;
      }
      const name = path.basename(req.file.path);
      await receipts.add({ employeeId: req.employee.id, name, size: req.file.size });
      res.status(201).json({ url: `/files/${name}` });
    } catch (err) {
      next(err);
    }
  });
  router.use('/files', express.static(uploadDir, { index: false, maxAge: '1h' }));
  return router;
}

module.exports = { receiptRoutes };
