import express from 'express';
import fs from 'node:fs';
import path from 'node:path';

const router = express.Router();
const LOG_ROOT = path.resolve('/var/log/machines');

router.get('/machines/logs', async (req, res, next) => {
  const machine = String(req.query.machine ?? '');
  const file = String(req.query.file ?? 'current.log');

  if (!machine) {
    return res.status(400).json({ error: 'machine is required' });
  }

  const machineDir = path.resolve(LOG_ROOT, path.basename(machine));
  const logPath = path.resolve(machineDir, file);
  if (!machineDir.startsWith(LOG_ROOT + path.sep) || !logPath.startsWith(machineDir + path.sep)) {
    return res.status(400).json({ error: 'bad log name' });
  }
  try {
    const info = await fs.promises.stat(logPath);
    if (!info.isFile()) {
      return res.status(404).json({ error: 'no such log' });
    }
    res.setHeader('Content-Type', 'text/plain; charset=utf-8');
    res.setHeader('Content-Length', info.size);
    res.setHeader('X-Log-Modified', info.mtime.toISOString());
    fs.createReadStream(logPath).on('error', next).pipe(res);
  } catch (err) {
    if (err.code === 'ENOENT') {
      return res.status(404).json({ error: 'no such log' });
    }
    next(err);
  }
});

export default router;
