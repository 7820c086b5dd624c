import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';

import { db } from '@/lib/db';
import { sendInvitationMail } from '@/lib/mail';
import { currentMember } from '@/lib/session';

const ROLES = new Set(['viewer', 'editor']);
const VALID_DAYS = 7;

function invitationToken(): string {
  return randomBytes(24).toString('base64url');
}

export async function POST(request: NextRequest): Promise<NextResponse> {
  const member = await currentMember(request);
  if (!member || member.role !== 'admin') {
    return NextResponse.json({ error: 'only admins can invite' }, { status: 403 });
  }
  const { email, role } = (await request.json()) as { email?: unknown; role?: unknown };
  if (typeof email !== 'string' || !email.includes('@') || typeof role !== 'string' || !ROLES.has(role)) {
    return NextResponse.json({ error: 'email and role are required' }, { status: 400 });
  }
  const token = invitationToken();
  const expiresAt = new Date(Date.now() + VALID_DAYS * 86_400_000);
  await db.invitation.create({
    data: { workspaceId: member.workspaceId, email: email.toLowerCase(), role, token, expiresAt },
  });
  await sendInvitationMail(email, `https://app.example.com/join/${token}`);
  return NextResponse.json({ email, role, expiresAt }, { status: 201 });
}
