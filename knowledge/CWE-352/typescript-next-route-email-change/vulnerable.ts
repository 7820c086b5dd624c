import { cookies } from 'next/headers';
import { NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { loadSession } from '@/lib/session';
import { accounts } from '@/lib/accounts';

const Body = z.object({
  email: z.string().email().max(254),
  newsletter: z.boolean().optional(),
});

export async function POST(request: NextRequest) {
  const jar = await cookies();
  const session = await loadSession(jar.get('sid')?.value);
  if (!session) {
    return NextResponse.json({ error: 'not signed in' }, { status: 401 });
  }

  const parsed = Body.safeParse(JSON.parse(await request.text()));
  if (!parsed.success) {
    return NextResponse.json({ error: 'invalid address' }, { status: 422 });
  }

  const account = await accounts.update(session.accountId, {
    email: parsed.data.email.toLowerCase(),
    newsletter: parsed.data.newsletter ?? false,
  });
  return NextResponse.json({ email: account.email, updatedAt: account.updatedAt });
}
