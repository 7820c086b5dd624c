const express = require('express');
const multer = require('multer');
const libxmljs = require('libxmljs2');

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 2_000_000 } });
const router = express.Router();
const NS = { i: 'urn:example:invoice:1' };

router.post('/invoices/preview', upload.single('invoice'), (req, res) => {
  if (!req.file) {
    return res.status(400).json({ error: 'no invoice uploaded' });
  }
  let doc;
  try {
    doc = libxmljs.parseXml(req.file.buffer.toString('utf8'), { nonet: true, noblanks: true });
  } catch (err) {
    return res.status(422).json({ error: `not well-formed: ${err.message}` });
  }
  if (doc.getDtd()) {
    return res.status(422).json({ error: 'document type declarations are not accepted' });
  }
  const text = (path) => doc.get(path, NS)?.text().trim() ?? '';
  const lines = doc.find('//i:line', NS).map((line) => ({
    description: line.get('i:description', NS)?.text() ?? '',
    amount: Number(line.get('i:amount', NS)?.text() ?? 0),
  }));
  res.json({
    number: text('//i:number'),
    supplier: text('//i:supplier/i:name'),
    note: text('//i:note'),
    lines,
    total: lines.reduce((sum, line) => sum + line.amount, 0),
  });
});

module.exports = router;
