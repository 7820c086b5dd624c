import { randomBytes, timingSafeEqual } from 'node:crypto';
import Router from '@koa/router';
import { sendCommand } from '../devices/bus.js';
import { findDevice } from '../devices/store.js';

const COMMANDS = new Set(['on', 'off', 'boost', 'reset']);

function checkToken(ctx) {
  const expected = Buffer.from(ctx.session.formToken ?? '');
  const given = Buffer.from(ctx.get('X-Form-Token'));
  if (expected.length === 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    ctx.throw(403, 'form token missing or wrong');
  }
}

export const devices = new Router({ prefix: '/devices' });

devices.get('/:id', async (ctx) => {
  const device = await findDevice(ctx.params.id, ctx.session.userId);
  ctx.assert(device, 404);
  ctx.session.formToken ??= randomBytes(32).toString('base64url');
  ctx.set('X-Form-Token', ctx.session.formToken);
  ctx.body = { id: device.id, name: device.name, state: device.state };
});

devices.post('/:id/command/:command', async (ctx) => {
  checkToken(ctx);
  const { id, command } = ctx.params;
  ctx.assert(COMMANDS.has(command), 400, 'unknown command');
  const device = await findDevice(id, ctx.session.userId);
  ctx.assert(device, 404);

  const minutes = Math.min(Number(ctx.query.minutes) || 30, 240);
  await sendCommand(device.address, command, { minutes });
  ctx.log.info({ device: id, command }, 'command sent');
  ctx.body = { id, command, minutes };
});
