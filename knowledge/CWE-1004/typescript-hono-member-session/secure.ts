import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { zValidator } from '@hono/zod-validator';
import { z } from 'zod';
import { createSession, dropSession } from './sessions';
import { members } from './members';

const LoginForm = z.object({
  card: z.string().regex(/^\d{8}$/),
  pin: z.string().min(6).max(12),
});

const HOUR = 3600;
const cookieOptions = {
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Lax',
} as const;

export const auth = new Hono();

auth.post('/login', zValidator('form', LoginForm), async (c) => {
  const { card, pin } = c.req.valid('form');
  const member = await members.verify(card, pin);
  if (!member) return c.json({ error: 'card or PIN is wrong' }, 401);

  const session = await createSession(member.id, 2 * HOUR);
  setCookie(c, 'member_session', session.id, { ...cookieOptions, maxAge: 2 * HOUR });
  return c.json({ name: member.name, branch: member.branch });
});

auth.post('/logout', async (c) => {
  const id = getCookie(c, 'member_session');
  if (id) await dropSession(id);
  deleteCookie(c, 'member_session', cookieOptions);
  return c.body(null, 204);
});
