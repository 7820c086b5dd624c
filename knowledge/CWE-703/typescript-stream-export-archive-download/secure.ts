import { createDecipheriv } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import type { NextFunction, Request, Response } from 'express';

const ARCHIVE_DIR = '/srv/archive/years';
const IV_LENGTH = 16;

export function archiveDownload(key: Buffer) {
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const year = Number(req.params.year);
    if (!Number.isInteger(year) || year < 1990 || year > 2100) {
      res.status(400).json({ error: 'bad year' });
      return;
    }
    const file = path.join(ARCHIVE_DIR, `${year}.csv.gz.enc`);
    try {
      const handle = await open(file, 'r');
      const iv = Buffer.alloc(IV_LENGTH);
      await handle.read(iv, 0, IV_LENGTH, 0).finally(() => handle.close());

      res.setHeader('Content-Type', 'text/csv');
      res.setHeader('Content-Disposition', `attachment; filename="${year}.csv"`);
      await pipeline(
        createReadStream(file, { start: IV_LENGTH }),
        createDecipheriv('aes-256-cbc', key, iv),
        createGunzip(),
        res,
      );
    } catch (err) {
      if (res.headersSent) {
        res.destroy();
        return;
      }
      res.removeHeader('Content-Disposition');
      next(err);
    }
  };
}
