import { readFile } from 'node:fs/promises';
import express from 'express';
import { tenants } from './db.js';

const defaults = JSON.parse(await readFile(new URL('./theme.json', import.meta.url), 'utf8'));
export const router = express.Router();
const SKIPPED = new Set(['__proto__', 'constructor', 'prototype']);

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function mergeTheme(target, source) {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (SKIPPED.has(key)) continue;
    if (isObject(value) && Object.hasOwn(target, key) && isObject(target[key])) {
      mergeTheme(target[key], value);
    } else if (value !== undefined) {
      target[key] = value;
    }
  }
  return target;
}

router.put('/tenants/:id/theme', async (req, res, next) => {
  if (!isObject(req.body)) return res.status(400).json({ error: 'theme must be an object' });
  try {
    const tenant = await tenants.forAdmin(req.params.id, req.user.id);
    if (!tenant) return res.sendStatus(404);
    const theme = mergeTheme(structuredClone(defaults), req.body);
    await tenants.saveTheme(tenant.id, theme);
    req.log.info({ tenant: tenant.id, keys: Object.keys(req.body) }, 'theme saved');
    res.json(theme);
  } catch (err) {
    next(err);
  }
});
