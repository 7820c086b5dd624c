import cors from 'cors';
import express from 'express';
import { accounts, invoices } from './db.js';
import { sessionAuth } from './auth.js';

const ORIGINS = ['https://app.example.com', 'https://admin.example.com'];

export function createAccountApi({ log }) {
  const api = express.Router();
  api.use(
    cors({
      origin: ORIGINS,
      credentials: true,
      methods: ['GET', 'PATCH'],
      exposedHeaders: ['X-Total-Count'],
      maxAge: 3600,
    }),
  );
  api.use(express.json(), sessionAuth);

  api.get('/account', async (req, res) => {
    const account = await accounts.byId(req.user.accountId);
    res.json({ name: account.name, vatId: account.vatId, apiKeys: account.apiKeys.map((k) => k.label) });
  });

  api.get('/account/invoices', async (req, res, next) => {
    try {
      const page = Math.max(1, Number.parseInt(req.query.page, 10) || 1);
      const { rows, total } = await invoices.page(req.user.accountId, page, 25);
      log.debug({ account: req.user.accountId, page }, 'invoices listed');
      res.set('X-Total-Count', String(total)).json(rows);
    } catch (err) {
      next(err);
    }
  });

  return api;
}
