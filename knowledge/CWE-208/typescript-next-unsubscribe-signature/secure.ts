import { createHmac, timingSafeEqual } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';

import { lists } from '@/lib/lists';

const LINK_KEY = process.env.NEWSLETTER_LINK_KEY;

function signature(recipientId: string, listId: string): string {
  if (!LINK_KEY) {
    throw new Error('NEWSLETTER_LINK_KEY is not set');
  }
  return createHmac('sha256', LINK_KEY).update(`${recipientId}/${listId}`).digest('base64url');
}

function sameSignature(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

export async function GET(request: NextRequest): Promise<NextResponse> {
  const params = request.nextUrl.searchParams;
  const recipientId = params.get('r') ?? '';
  const listId = params.get('l') ?? '';
  if (!/^\d+$/.test(recipientId) || !/^\d+$/.test(listId)) {
    return NextResponse.json({ error: 'incomplete link' }, { status: 400 });
  }
  if (!sameSignature(params.get('s') ?? '', signature(recipientId, listId))) {
    return NextResponse.json({ error: 'the link is not valid' }, { status: 403 });
  }
  const recipient = await lists.unsubscribe(Number(listId), Number(recipientId));
  return NextResponse.json({ email: recipient.email, list: recipient.listName, subscribed: false });
}
