import Router from '@koa/router';
import { db } from './db.js';
import { mailer } from './mailer.js';

export const router = new Router({ prefix: '/api' });

async function isTeamManager(userId, teamId) {
  const row = await db.oneOrNone(
    "SELECT 1 FROM team_members WHERE user_id = $1 AND team_id = $2 AND role = 'manager'",
    [userId, teamId],
  );
  return row !== null;
}

router.post('/teams/:teamId/invoices/:invoiceId/cancel', async (ctx) => {
  const { teamId, invoiceId } = ctx.params;
  if (!/^\d+$/.test(teamId) || !/^\d+$/.test(invoiceId)) ctx.throw(400, 'bad id');
  if (!(await isTeamManager(ctx.state.user.id, teamId))) ctx.throw(403, 'managers only');

  const invoice = await db.oneOrNone('SELECT * FROM invoices WHERE id = $1', [invoiceId]);
  if (!invoice) ctx.throw(404, 'no such invoice');
  if (invoice.state === 'paid') ctx.throw(409, 'a paid invoice needs a credit note');

  await db.tx(async (t) => {
    await t.none("UPDATE invoices SET state = 'cancelled', cancelled_by = $2 WHERE id = $1", [
      invoice.id,
      ctx.state.user.id,
    ]);
    await t.none('DELETE FROM reminders WHERE invoice_id = $1', [invoice.id]);
  });
  await mailer.send(invoice.contact_email, 'invoice-cancelled', { number: invoice.number });
  ctx.body = { id: invoice.id, state: 'cancelled' };
});
