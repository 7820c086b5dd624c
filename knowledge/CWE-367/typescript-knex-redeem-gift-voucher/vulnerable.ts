import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Knex } from 'knex';

interface Voucher {
  code: string;
  balance: number;
  state: 'open' | 'redeemed' | 'blocked';
  expires_at: Date;
}

type RedeemRequest = FastifyRequest<{ Body: { code: string; orderId: number; amount: number } }>;

export function redeemVoucher(db: Knex) {
  return async (request: RedeemRequest, reply: FastifyReply) => {
    const { code, orderId, amount } = request.body;
    if (!Number.isInteger(amount) || amount <= 0) {
      return reply.code(400).send({ error: 'amount must be a number of cents' });
    }

    const voucher = await db<Voucher>('vouchers').where({ code }).first();
    if (!voucher || voucher.state !== 'open' || voucher.expires_at < new Date()) {
      return reply.code(404).send({ error: 'the voucher is not valid' });
    }
    if (voucher.balance < amount) {
      return reply.code(409).send({ error: 'the voucher does not cover the amount', balance: voucher.balance });
    }

    const left = voucher.balance - amount;
    await db<Voucher>('vouchers')
      .where({ code })
      .update({ balance: left, state: left === 0 ? 'redeemed' : 'open' });
    await db('payments').insert({ order_id: orderId, kind: 'voucher', reference: code, amount });
    request.log.info({ orderId, amount }, 'voucher redeemed');
    return reply.send({ redeemed: amount, balance: left });
  };
}
