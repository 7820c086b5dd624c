import Router from '@koa/router';
import { sendCommand } from '../devices/bus.js';
import { findDevice } from '../devices/store.js';

const COMMANDS = new Set(['on', 'off', 'boost', 'reset']);

export const devices = new Router({ prefix: '/devices' });

devices.get('/:id', async (ctx) => {
  const device = await findDevice(ctx.params.id, ctx.session.userId);
  ctx.assert(device, 404);
  ctx.body = { id: device.id, name: device.name, state: device.state };
});

devices.get('/:id/command/:command', async (ctx) => {
  const { id, command } = ctx.params;
  ctx.assert(COMMANDS.has(command), 400, 'unknown command');
  const device = await findDevice(id, ctx.session.userId);
  ctx.assert(device, 404);

  const minutes = Math.min(Number(ctx.query.minutes) || 30, 240);
  await sendCommand(device.address, command, { minutes });
  ctx.log.info({ device: id, command }, 'command sent');
  ctx.body = { id, command, minutes };
});
