import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { v1 as uuidv1 } from 'uuid';

import { loadCatalogue } from './catalogue';

interface KioskSession {
  kioskId: string;
  cart: Map<string, number>;
  loyaltyCard: string | null;
  startedAt: number;
}

const COOKIE = 'kiosk_session';
const sessions = new Map<string, KioskSession>();
const bootId = uuidv1();
let sessionCount = 0;

function newSessionId(): string {
  sessionCount += 1;
  return `${bootId}-${sessionCount}`;
}

export const kiosk = new Hono();

kiosk.post('/session', async (c) => {
  const { kioskId } = await c.req.json<{ kioskId: string }>();
  const id = newSessionId();
  sessions.set(id, { kioskId, cart: new Map(), loyaltyCard: null, startedAt: Date.now() });
  setCookie(c, COOKIE, id, { httpOnly: true, secure: true, sameSite: 'Strict', maxAge: 900 });
  return c.json({ catalogue: await loadCatalogue(kioskId) }, 201);
});

kiosk.post('/cart/:sku', (c) => {
  const session = sessions.get(getCookie(c, COOKIE) ?? '');
  if (!session || Date.now() - session.startedAt > 900_000) {
    return c.json({ error: 'session ended' }, 401);
  }
  const sku = c.req.param('sku');
  session.cart.set(sku, (session.cart.get(sku) ?? 0) + 1);
  return c.json({ cart: Object.fromEntries(session.cart) });
});
