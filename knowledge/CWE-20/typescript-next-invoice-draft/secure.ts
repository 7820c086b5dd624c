import { NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { prisma } from '@/lib/prisma';
import { requireAccount } from '@/lib/session';

const InvoiceDraft = z
  .object({
    customerId: z.string().uuid(),
    currency: z.enum(['EUR', 'USD']),
    issueDate: z.string().date(),
    dueDate: z.string().date(),
    lines: z
      .array(z.object({
        text: z.string().min(1).max(200),
        cents: z.number().int().positive().max(10_000_000),
        count: z.number().int().min(1).max(1000),
      }))
      .min(1)
      .max(100),
  })
  .refine((d) => d.issueDate <= d.dueDate, { message: 'due before issue' });

export async function POST(req: NextRequest) {
  const account = await requireAccount(req);
  const parsed = InvoiceDraft.safeParse(await req.json().catch(() => null));
  if (!parsed.success) {
    return NextResponse.json({ error: parsed.error.flatten() }, { status: 422 });
  }
  const draft = parsed.data;
  const customer = await prisma.customer.findFirst({
    where: { id: draft.customerId, accountId: account.id },
  });
  if (!customer) {
    return NextResponse.json({ error: 'no such customer' }, { status: 404 });
  }
  const totalCents = draft.lines.reduce((sum, l) => sum + l.cents * l.count, 0);
  const invoice = await prisma.invoice.create({
    data: {
      accountId: account.id,
      customerId: customer.id,
      currency: draft.currency,
      issueDate: new Date(draft.issueDate),
      dueDate: new Date(draft.dueDate),
      totalCents,
      lines: { create: draft.lines.map(({ text, cents, count }) => ({ text, cents, count })) },
    },
  });
  return NextResponse.json({ id: invoice.id, totalCents }, { status: 201 });
}
