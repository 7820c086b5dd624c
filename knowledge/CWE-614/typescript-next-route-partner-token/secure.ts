import { NextRequest, NextResponse } from 'next/server';
import { SignJWT } from 'jose';
import { partners } from '@/lib/partners';
import { logger } from '@/lib/logger';

const key = new TextEncoder().encode(process.env.PARTNER_SESSION_KEY);
const LIFETIME_SECONDS = 2 * 60 * 60;

export async function POST(req: NextRequest) {
  const body = (await req.json().catch(() => ({}))) as Record<string, unknown>;
  if (typeof body.code !== 'string' || typeof body.secret !== 'string') {
    return NextResponse.json({ error: 'code and secret are required' }, { status: 400 });
  }
  const partner = await partners.verify(body.code, body.secret);
  if (!partner) {
    logger.warn({ code: body.code }, 'partner login refused');
    return NextResponse.json({ error: 'code or secret is wrong' }, { status: 401 });
  }
  const token = await new SignJWT({ tier: partner.tier })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(partner.id)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(key);

  const res = NextResponse.json({ name: partner.name, tier: partner.tier });
  res.cookies.set('partner_session', token, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/partners',
    maxAge: LIFETIME_SECONDS,
  });
  return res;
}
