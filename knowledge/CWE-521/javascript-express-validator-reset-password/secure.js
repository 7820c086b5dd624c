const argon2 = require('argon2');
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { Router } = require('express');
const { body, validationResult } = require('express-validator');

const commonPasswords = new Set(readFileSync('data/common-passwords.txt', 'utf8').toLowerCase().split(/\s+/));

const passwordRules = body('password')
  .isString()
  .isLength({ min: 12, max: 200 })
  .withMessage('the password needs 12 to 200 characters')
  .custom((value) => !commonPasswords.has(String(value).toLowerCase()))
  .withMessage('this password is too common');
const tokenRules = body('token').isString().isLength({ min: 43, max: 43 });

function resetRoutes({ users, resetTokens, logger }) {
  const router = Router();

  router.post('/reset', tokenRules, passwordRules, async (req, res, next) => {
    try {
      const problems = validationResult(req);
      if (!problems.isEmpty()) {
        res.status(400).json({ errors: problems.array().map(({ path, msg }) => ({ path, msg })) });
        return;
      }
      const hash = createHash('sha256').update(req.body.token).digest('hex');
      const entry = await resetTokens.take(hash);
      if (!entry || entry.expiresAt < new Date()) {
        res.status(400).json({ errors: [{ path: 'token', msg: 'the link has expired' }] });
        return;
      }
      await users.setPasswordHash(entry.userId, await argon2.hash(req.body.password));
      await users.endSessions(entry.userId);
      logger.info({ userId: entry.userId }, 'password was reset');
      res.status(204).end();
    } catch (err) {
      next(err);
    }
  });

  return router;
}

module.exports = { resetRoutes };
