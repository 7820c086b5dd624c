import { createHash, randomBytes } from 'node:crypto';
import { hash } from 'bcryptjs';
import { z } from 'zod';
import { prisma } from '@/lib/prisma';
import { sendRecoveryMail } from '@/lib/mail';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const VALID_MS = 30 * 60 * 1000;
const NewPassword = z.object({ code: z.string().min(1).max(100), password: z.string().min(12).max(72) });

export async function startRecovery(email: string): Promise<void> {
  const account = await prisma.account.findUnique({ where: { email: email.toLowerCase() } });
  if (!account) return;
  const code = randomBytes(32).toString('base64url');
  await prisma.recovery.create({
    data: { accountId: account.id, codeHash: sha256(code), expiresAt: new Date(Date.now() + VALID_MS) },
  });
  await sendRecoveryMail(account.email, code);
}

export async function POST(req: Request): Promise<Response> {
  const parsed = NewPassword.safeParse(await req.json().catch(() => null));
  if (!parsed.success) return Response.json({ error: 'code or password is not valid' }, { status: 422 });
  const recovery = await prisma.recovery.findFirst({
    where: { codeHash: sha256(parsed.data.code), expiresAt: { gt: new Date() }, usedAt: null },
  });
  if (!recovery) return Response.json({ error: 'the code is wrong or has expired' }, { status: 400 });
  const passwordHash = await hash(parsed.data.password, 12);
  await prisma.$transaction([
    prisma.account.update({ where: { id: recovery.accountId }, data: { passwordHash } }),
    prisma.recovery.update({ where: { id: recovery.id }, data: { usedAt: new Date() } }),
    prisma.session.deleteMany({ where: { accountId: recovery.accountId } }),
  ]);
  return Response.json({ message: 'You can log in now.' });
}
