import crypto from 'node:crypto';
import { promisify } from 'node:util';
import { Router } from 'express';

import { checkLogin } from './accounts.js';

const MONTH = 30 * 24 * 3600 * 1000;
const digest = (token) => crypto.createHash('sha256').update(token).digest('hex');

async function signIn(req, account) {
  await promisify(req.session.regenerate.bind(req.session))();
  req.session.accountId = account.id;
}

export function loginRoutes({ rememberTokens, accounts, logger }) {
  const router = Router();

  router.post('/login', async (req, res, next) => {
    try {
      const { user, password, remember } = req.body;
      const account = await checkLogin(user, password);
      if (!account) {
        res.status(401).render('login', { failed: true });
        return;
      }
      await signIn(req, account);
      if (remember) {
        const token = crypto.randomBytes(32).toString('base64url');
        await rememberTokens.add({
          hash: digest(token),
          accountId: account.id,
          expiresAt: new Date(Date.now() + MONTH),
        });
        res.cookie('remember', token, { maxAge: MONTH, httpOnly: true, secure: true, sameSite: 'lax' });
      }
      logger.info({ account: account.id }, 'logged in');
      res.redirect('/shelf');
    } catch (err) {
      next(err);
    }
  });

  router.use(async (req, res, next) => {
    try {
      if (!req.session.accountId && req.cookies.remember) {
        const entry = await rememberTokens.find(digest(req.cookies.remember));
        const account = entry && entry.expiresAt > new Date() ? await accounts.find(entry.accountId) : null;
        if (account) await signIn(req, account);
      }
      next();
    } catch (err) {
      next(err);
    }
  });

  return router;
}
