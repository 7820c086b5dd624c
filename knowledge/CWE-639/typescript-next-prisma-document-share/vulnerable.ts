import { randomBytes } from 'node:crypto';
import { NextResponse } from 'next/server';
import { z } from 'zod';
import { auth } from '@/auth';
import { prisma } from '@/lib/prisma';

const Body = z.object({
  documentId: z.string().cuid(),
  days: z.number().int().min(1).max(30).default(7),
});

export async function POST(req: Request) {
  const session = await auth();
  if (!session?.user) {
    return NextResponse.json({ error: 'sign in first' }, { status: 401 });
  }
  const parsed = Body.safeParse(await req.json().catch(() => null));
  if (!parsed.success) {
    return NextResponse.json({ error: 'bad request' }, { status: 400 });
  }
  const { documentId, days } = parsed.data;
  const document = await prisma.document.findUnique({ where: { id: documentId } });
  if (!document || document.archived) {
    return NextResponse.json({ error: 'no such document' }, { status: 404 });
  }
  const link = await prisma.shareLink.create({
    data: {
      documentId: document.id,
      token: randomBytes(24).toString('base64url'),
      createdById: session.user.id,
      expiresAt: new Date(Date.now() + days * 86_400_000),
    },
  });
  return NextResponse.json(
    { title: document.title, url: `https://docs.example.com/s/${link.token}`, expiresAt: link.expiresAt },
    { status: 201 },
  );
}
