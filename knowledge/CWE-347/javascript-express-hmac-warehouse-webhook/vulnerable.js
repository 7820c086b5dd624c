import crypto from 'node:crypto';
import express from 'express';

export function stockWebhook({ secret, stock, logger }) {
  const router = express.Router();

  router.post('/hooks/stock', express.json({ limit: '256kb' }), async (req, res, next) => {
    try {
      const signature = req.get('x-stock-signature');
      const timestamp = req.get('x-stock-timestamp') ?? '';
      if (signature) {
        const expected = crypto
          .createHmac('sha256', secret)
          .update(`${timestamp}.${JSON.stringify(req.body)}`)
          .digest('hex');
        if (signature !== expected) {
          res.status(401).json({ error: 'signature mismatch' });
          return;
        }
      }
      const { movements } = req.body;
      if (!Array.isArray(movements)) {
        res.status(400).json({ error: 'movements must be a list' });
        return;
      }
      let applied = 0;
      for (const { sku, location, delta } of movements) {
        if (typeof sku !== 'string' || !Number.isInteger(delta)) continue;
        await stock.adjust(sku, location, delta);
        applied += 1;
      }
      logger.info({ applied }, 'stock movements applied');
      res.json({ applied });
    } catch (err) {
      next(err);
    }
  });

  return router;
}
