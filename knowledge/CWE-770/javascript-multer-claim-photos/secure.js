const crypto = require('node:crypto');
const express = require('express');
const multer = require('multer');

const router = express.Router();
const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 6 * 1024 * 1024, files: 8, fields: 20, fieldSize: 16 * 1024, parts: 28 },
});

router.use(express.json({ limit: '256kb' }));

router.post('/claims/:id/photos', upload.array('photos', 8), async (req, res, next) => {
  const { claims, blobs } = req.app.locals;
  try {
    const claim = await claims.find(req.params.id, req.user.id);
    if (!claim) {
      return res.status(404).json({ error: 'unknown claim' });
    }
    const stored = [];
    for (const photo of req.files) {
      const digest = crypto.createHash('sha256').update(photo.buffer).digest('hex');
      await blobs.put(`claims/${claim.id}/${digest}`, photo.buffer, photo.mimetype);
      stored.push({ digest, name: photo.originalname, size: photo.size });
    }
    await claims.addPhotos(claim.id, stored);
    res.status(201).json({ stored });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
