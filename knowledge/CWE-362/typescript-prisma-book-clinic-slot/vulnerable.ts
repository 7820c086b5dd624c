import { PrismaClient } from '@prisma/client';
import type { NextApiRequest, NextApiResponse } from 'next';

const prisma = new PrismaClient();
const MAX_OPEN_BOOKINGS = 3;

export default async function bookSlot(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  if (req.method !== 'POST') {
    res.status(405).end();
    return;
  }
  const slotId = Number(req.body.slotId);
  const patientId = Number(req.headers['x-patient-id']);

  const slot = await prisma.slot.findUnique({ where: { id: slotId } });
  const open = await prisma.slot.count({ where: { patientId, startsAt: { gt: new Date() } } });
  if (!slot || slot.patientId !== null || slot.startsAt < new Date()) {
    res.status(409).json({ error: 'the slot is not available' });
    return;
  }
  if (open >= MAX_OPEN_BOOKINGS) {
    res.status(409).json({ error: 'too many open bookings' });
    return;
  }
  await prisma.slot.update({ where: { id: slotId }, data: { patientId, bookedAt: new Date() } });
  await prisma.bookingLog.create({ data: { slotId, patientId, action: 'booked' } });
  res.status(201).json({ slotId, patientId });
}
