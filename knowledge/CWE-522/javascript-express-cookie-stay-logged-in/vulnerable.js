import { promisify } from 'node:util';
import { Router } from 'express';

import { checkLogin } from './accounts.js';

const YEAR = 365 * 24 * 3600 * 1000;

async function signIn(req, account) {
  await promisify(req.session.regenerate.bind(req.session))();
  req.session.accountId = account.id;
}

export function loginRoutes({ logger }) {
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
        const value = Buffer.from(`${user}:${password}`).toString('base64');
        res.cookie('remember', value, { maxAge: YEAR });
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
        const [user, password] = Buffer.from(req.cookies.remember, 'base64').toString().split(':');
        const account = await checkLogin(user, password);
        if (account) await signIn(req, account);
      }
      next();
    } catch (err) {
      next(err);
    }
  });

  return router;
}
