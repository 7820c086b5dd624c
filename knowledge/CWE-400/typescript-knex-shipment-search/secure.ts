import type { Request, Response } from 'express';
import type { Knex } from 'knex';

interface ShipmentRow {
  id: number;
  tracking_code: string;
  state: string;
  created_at: Date;
}

const MAX_PAGE_SIZE = 100;
const MAX_OFFSET = 10_000;
const MAX_SPAN_MS = 92 * 24 * 3600 * 1000;

export function shipmentSearch(db: Knex) {
  return async (req: Request, res: Response): Promise<void> => {
    const from = new Date(String(req.query.from));
    const to = new Date(String(req.query.to));
    if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
      res.status(400).json({ error: 'from and to must be dates' });
      return;
    }
    if (to.getTime() - from.getTime() > MAX_SPAN_MS) {
      res.status(400).json({ error: 'the period may span 92 days at most' });
      return;
    }
    const pageSize = Math.min(Math.max(Math.trunc(Number(req.query.limit)) || 50, 1), MAX_PAGE_SIZE);
    const offset = Math.min(Math.max(Math.trunc(Number(req.query.offset)) || 0, 0), MAX_OFFSET);

    const rows = await db<ShipmentRow>('shipments')
      .select('id', 'tracking_code', 'state', 'created_at')
      .where('customer_id', res.locals.customerId)
      .whereBetween('created_at', [from, to])
      .orderBy('created_at', 'desc')
      .offset(offset)
      .limit(pageSize)
      .timeout(5_000, { cancel: true });

    res.json({
      items: rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() })),
      next: rows.length === pageSize ? offset + pageSize : null,
    });
  };
}
