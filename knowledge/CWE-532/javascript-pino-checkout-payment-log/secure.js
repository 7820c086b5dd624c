import pino from 'pino';

const logger = pino({
  name: 'checkout',
  level: process.env.LOG_LEVEL ?? 'info',
  redact: {
    paths: ['headers.authorization', 'headers.cookie', '*.number', '*.cvc', '*.token'],
    remove: true,
  },
});

export function checkoutHandler(gateway, orders) {
  return async function checkout(req, res, next) {
    const { orderId, card } = req.body;
    logger.info({ requestId: req.id, orderId }, 'checkout started');
    try {
      const order = await orders.find(orderId, req.user.id);
      if (!order || order.state !== 'open') {
        res.status(409).json({ error: 'the order cannot be paid' });
        return;
      }
      const charge = await gateway.charge({
        amount: order.totalCents,
        currency: order.currency,
        card,
        reference: order.number,
      });
      logger.info({ order: order.number, chargeId: charge.id, status: charge.status }, 'charge finished');
      await orders.markPaid(order.id, charge.id);
      res.json({ order: order.number, status: charge.status });
    } catch (err) {
      logger.error({ code: err.code, message: err.message, orderId }, 'checkout failed');
      next(err);
    }
  };
}
