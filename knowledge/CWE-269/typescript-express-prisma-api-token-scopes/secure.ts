import { createHash, randomBytes } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { prisma } from './prisma';
import { requireLogin } from './auth';

const SCOPES = ['devices:read', 'devices:write', 'billing:read', 'billing:write', 'users:admin'] as const;

const NewToken = z.object({
  label: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(SCOPES)).min(1),
  days: z.number().int().min(1).max(365),
});

export const tokenRouter = Router();

tokenRouter.post('/tokens', requireLogin, async (req: Request, res: Response) => {
  const parsed = NewToken.safeParse(req.body);
  if (!parsed.success) {
    res.status(422).json({ errors: parsed.error.flatten().fieldErrors });
    return;
  }
  const { label, scopes, days } = parsed.data;
  const granted = new Set<string>(req.user.scopes);
  if (!scopes.every((scope) => granted.has(scope))) {
    res.status(403).json({ error: 'a token cannot have more rights than you have' });
    return;
  }
  const secret = randomBytes(32).toString('base64url');
  const token = await prisma.apiToken.create({
    data: {
      label,
      userId: req.user.id,
      scopes: [...new Set(scopes)],
      secretHash: createHash('sha256').update(secret).digest('hex'),
      expiresAt: new Date(Date.now() + days * 86_400_000),
    },
  });
  req.log.info({ user: req.user.id, token: token.id, scopes }, 'api token created');
  res.status(201).json({ id: token.id, token: secret, expiresAt: token.expiresAt });
});
