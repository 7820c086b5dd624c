import Router from '@koa/router';
import bcrypt from 'bcrypt';
import { randomUUID } from 'node:crypto';
import { cashiers } from './db.js';
import { shifts } from './shifts.js';

export const router = new Router({ prefix: '/terminal' });
const DUMMY_HASH = bcrypt.hashSync(randomUUID(), 12);

async function checkPin(cashier, pin) {
  const hash = cashier?.pinHash ?? DUMMY_HASH;
  const matches = bcrypt.compare(pin, hash);
  return Boolean(cashier && !cashier.locked && matches);
}

router.post('/login', async (ctx) => {
  const { number, pin } = ctx.request.body ?? {};
  if (typeof number !== 'string' || typeof pin !== 'string' || !/^\d{6,10}$/.test(pin)) {
    ctx.throw(400, 'number and pin are required');
  }
  const cashier = await cashiers.byNumber(number);
  if (!(await checkPin(cashier, pin))) {
    ctx.log.warn({ number }, 'terminal login refused');
    await cashiers.noteFailure(number);
    ctx.throw(401, 'number or pin is wrong');
  }
  await cashiers.clearFailures(number);
  const shift = await shifts.open({ cashierId: cashier.id, terminal: ctx.get('x-terminal-id') });
  ctx.session.cashierId = cashier.id;
  ctx.session.shiftId = shift.id;
  ctx.body = { name: cashier.name, shift: shift.id };
});
