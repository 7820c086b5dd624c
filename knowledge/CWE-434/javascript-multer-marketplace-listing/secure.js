import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import express from 'express';
import { fileTypeFromBuffer } from 'file-type';
import multer from 'multer';
import { listings } from './db.js';
import { requireSeller } from './auth.js';

const PICTURE_DIR = path.resolve('public/listings');
const EXTENSIONS = new Map([['image/jpeg', '.jpg'], ['image/png', '.png'], ['image/webp', '.webp']]);

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 5 * 1024 * 1024, files: 6 },
});

export const router = express.Router();

router.post('/listings/:id/pictures', requireSeller, upload.array('pictures', 6), async (req, res, next) => {
  try {
    const listing = await listings.findOwned(req.params.id, req.seller.id);
    if (!listing) return res.sendStatus(404);
    const saved = [];
    for (const file of req.files) {
      const digest = createHash('sha256').update(file.buffer).digest('hex');
      const type = await fileTypeFromBuffer(file.buffer);
      const extension = EXTENSIONS.get(type?.mime);
      if (!extension) {
        return res.status(415).json({ error: 'pictures must be JPEG, PNG or WebP' });
      }
      const name = `${digest.slice(0, 24)}${extension}`;
      await writeFile(path.join(PICTURE_DIR, name), file.buffer);
      saved.push(`/listings/${name}`);
    }
    await listings.addPictures(listing.id, saved);
    res.status(201).json({ pictures: saved });
  } catch (err) {
    next(err);
  }
});
