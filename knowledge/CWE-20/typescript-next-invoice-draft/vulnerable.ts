import { NextRequest, NextResponse } from 'next/server';
import { prisma } from '@/lib/prisma';
import { requireAccount } from '@/lib/session';

interface InvoiceDraft {
  customerId: string;
  currency: 'EUR' | 'USD';
  issueDate: string;
  dueDate: string;
  lines: { text: string; cents: number; count: number }[];
}

export async function POST(req: NextRequest) {
  const account = await requireAccount(req);
  const draft = (await req.json()) as InvoiceDraft;
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
