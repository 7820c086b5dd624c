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

  const refusal = await prisma.$transaction(
    async (tx) => {
      const open = await tx.slot.count({ where: { patientId, startsAt: { gt: new Date() } } });
      if (open >= MAX_OPEN_BOOKINGS) {
        return 'too many open bookings';
      }
      const booked = await tx.slot.updateMany({
        where: { id: slotId, patientId: null, startsAt: { gte: new Date() } },
        data: { patientId, bookedAt: new Date() },
      });
      if (booked.count !== 1) {
        return 'the slot is not available';
      }
      await tx.bookingLog.create({ data: { slotId, patientId, action: 'booked' } });
      return null;
    },
    { isolationLevel: 'Serializable' },
  );
  if (refusal) {
    res.status(409).json({ error: refusal });
    return;
  }
  res.status(201).json({ slotId, patientId });
}
