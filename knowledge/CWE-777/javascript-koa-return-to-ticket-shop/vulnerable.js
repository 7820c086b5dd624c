const Router = require('@koa/router');
const { payments } = require('../services/payments');

const router = new Router({ prefix: '/checkout' });
const SHOP_PAGE = /https:\/\/(?:shop|tickets|members)\.theatre\.example\.org\//;
const HOME = 'https://tickets.theatre.example.org/';

/* The payment provider sends the visitor here when the card was charged or declined. */
router.get('/done/:paymentId', async (ctx) => {
  const payment = await payments.findOpen(ctx.params.paymentId);
  if (!payment) {
    ctx.throw(404, 'no such payment');
  }

  const outcome = await payments.settle(payment.id);
  ctx.log.info({ payment: payment.id, outcome: outcome.state }, 'payment settled');

  const wanted = String(ctx.query.return_to ?? '');
  const target = new URL(SHOP_PAGE.test(wanted) ? wanted : HOME);
  target.searchParams.set('order', payment.orderNumber);
  target.searchParams.set('state', outcome.state);
  if (outcome.state === 'paid') {
    target.searchParams.set('pickup', outcome.pickupCode);
  }
  ctx.redirect(target.href);
});

module.exports = router;
