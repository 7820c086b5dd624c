import express from 'express';
import { webcams, presets } from './store.js';
import { sessionUser } from './auth.js';

export const router = express.Router();
const PANEL = 'https://panel.example.com';

function fromPanel(req) {
  const source = req.get('origin') ?? req.get('referer') ?? '';
  return source.startsWith(PANEL);
}

router.use('/webcams', (req, res, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(req.method) || fromPanel(req)) return next();
  req.log.warn({ origin: req.get('origin'), path: req.path }, 'request from another site');
  res.status(403).json({ error: 'use the control panel' });
});

router.post('/webcams/:id/preset/:preset', sessionUser, async (req, res, next) => {
  try {
    const cam = await webcams.findFor(req.user.id, req.params.id);
    const preset = cam && (await presets.find(cam.id, req.params.preset));
    if (!preset) return res.sendStatus(404);
    await cam.move(preset.pan, preset.tilt, preset.zoom);
    res.json({ id: cam.id, preset: preset.name });
  } catch (err) {
    next(err);
  }
});

router.delete('/webcams/:id/recordings', sessionUser, async (req, res, next) => {
  try {
    const cam = await webcams.findFor(req.user.id, req.params.id);
    if (!cam) return res.sendStatus(404);
    res.json({ removed: await cam.clearRecordings() });
  } catch (err) {
    next(err);
  }
});
