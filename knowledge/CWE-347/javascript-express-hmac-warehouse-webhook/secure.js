import crypto from 'node:crypto';
import express from 'express';

export function stockWebhook({ secret, stock, logger }) {
  const router = express.Router();

  router.post('/hooks/stock', express.raw({ type: 'application/json', limit: '256kb' }), async (req, res, next) => {
    try {
      const signature = Buffer.from(req.get('x-stock-signature') ?? '', 'hex');
      const timestamp = req.get('x-stock-timestamp') ?? '';
      const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
      const expected = crypto
        .createHmac('sha256', secret)
        .update(`${timestamp}.`)
        .update(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0))
        .digest();
      if (!fresh || signature.length !== expected.length || !crypto.timingSafeEqual(signature, expected)) {
        res.status(401).json({ error: 'signature mismatch' });
        return;
      }
      const { movements } = JSON.parse(req.body.toString('utf8'));
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
