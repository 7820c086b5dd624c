import { Router } from 'express';

import { requireMember } from './auth.js';

const PAGE_SIZE = 25;

export function directoryRoutes(db) {
  const router = Router();

  router.get('/directory', requireMember, async (req, res, next) => {
    try {
      const term = String(req.query.q ?? '').trim();
      const page = Math.max(1, Number.parseInt(req.query.page, 10) || 1);
      if (term.length < 2) {
        res.json({ members: [], page });
        return;
      }
      const pattern = `%${term.replace(/[\\%_]/g, '\\$&')}%`;
      const members = await db('members')
        .select('id', 'first_name', 'last_name', 'section', 'joined_year')
        .where('active', true)
        .andWhere((q) => q.whereILike('last_name', pattern).orWhereILike('first_name', pattern))
        .orderBy('last_name')
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE);

      res.json({ members, page });
    } catch (err) {
      next(err);
    }
  });

  return router;
}
