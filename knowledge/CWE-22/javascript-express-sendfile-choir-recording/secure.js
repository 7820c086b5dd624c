const express = require('express');
const fs = require('node:fs/promises');
const path = require('node:path');

const RECORDINGS = path.join(__dirname, 'recordings');
const router = express.Router();

router.get('/recordings', async (req, res, next) => {
  try {
    const names = await fs.readdir(RECORDINGS);
    res.json(names.filter((name) => name.endsWith('.ogg')).sort());
  } catch (err) {
    next(err);
  }
});

router.get('/recordings/play', (req, res, next) => {
  const name = String(req.query.name || '');
  if (name === '') {
    return res.status(400).json({ error: 'name is required' });
  }
  res.set('Cache-Control', 'private, max-age=600');
  res.sendFile(name, { root: RECORDINGS, dotfiles: 'deny' }, (err) => {
    if (err && !res.headersSent) {
      next(err);
    }
  });
});

module.exports = router;
