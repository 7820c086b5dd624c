import { randomBytes } from 'node:crypto';
import Koa from 'koa';
import Router from '@koa/router';
import bodyParser from 'koa-bodyparser';
import { customers, sessions } from './db.js';
import { verifyPassword } from './passwords.js';

const router = new Router();

async function openSession(ctx, customer) {
  const id = randomBytes(32).toString('base64url');
  const expires = new Date(Date.now() + 4 * 3600 * 1000);
  await sessions.insert({ id, customerId: customer.id, expires, agent: ctx.get('user-agent').slice(0, 200) });
  ctx.cookies.set('shop_session', id, {
    expires,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    overwrite: true,
  });
}

router.post('/login', async (ctx) => {
  const { email = '', password = '' } = ctx.request.body;
  const customer = await customers.byEmail(String(email).toLowerCase());
  if (!customer || !(await verifyPassword(customer, String(password)))) {
    ctx.status = 401;
    ctx.body = { error: 'e-mail or password is wrong' };
    return;
  }
  await openSession(ctx, customer);
  ctx.body = { name: customer.firstName, points: customer.points };
});

export const app = new Koa();
app.proxy = true;
app.use(bodyParser()).use(router.routes()).use(router.allowedMethods());
