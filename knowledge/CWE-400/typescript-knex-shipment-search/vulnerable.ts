import type { Request, Response } from 'express';
import type { Knex } from 'knex';

interface ShipmentRow {
  id: number;
  tracking_code: string;
  state: string;
  created_at: Date;
}

export function shipmentSearch(db: Knex) {
  return async (req: Request, res: Response): Promise<void> => {
    const from = new Date(String(req.query.from));
    const to = new Date(String(req.query.to));
    if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
      res.status(400).json({ error: 'from and to must be dates' });
      return;
    }
    const pageSize = Number(req.query.limit) || 50;
    const offset = Number(req.query.offset) || 0;

    const rows = await db<ShipmentRow>('shipments')
      .select('id', 'tracking_code', 'state', 'created_at')
      .where('customer_id', res.locals.customerId)
      .whereBetween('created_at', [from, to])
      .orderBy('created_at', 'desc')
      .offset(offset)
      .limit(pageSize);

    res.json({
      items: rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() })),
      next: rows.length === pageSize ? offset + pageSize : null,
    });
  };
}
