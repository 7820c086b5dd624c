const crypto = require('node:crypto');

const GATEWAY = 'https://payments.example.com/v2';

async function capturePayment(order, { db, apiKey, log = console }) {
  const body = {
    reference: order.number,
    amount: order.totalCents,
    currency: order.currency,
    method: order.paymentToken,
  };

  const response = await fetch(`${GATEWAY}/captures`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${apiKey}`,
      'Idempotency-Key': crypto.createHash('sha256').update(order.number).digest('hex'),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20000),
  });
  const capture = await response.json();

  await db('orders').where({ id: order.id }).update({
    state: 'paid',
    capture_id: capture.id,
    paid_at: new Date(),
  });
  await db('outbox').insert({ topic: 'order.paid', payload: JSON.stringify({ order: order.id }) });
  log.info(`order ${order.number} paid`);
  return capture.id;
}

module.exports = { capturePayment };
