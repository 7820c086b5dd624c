import { createServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { orders } from './orders';
import { log } from './log';

const http = createServer();
const io = new Server(http, { cors: { origin: 'https://kitchen.example.com' } });
const namespace = io.of('/kitchen');

type Ack = (result: { ok: boolean; error?: string }) => void;

namespace.on('connection', async (socket: Socket) => {
  log.info({ socket: socket.id }, 'display connected');
  socket.emit('orders', await orders.open());

  socket.on('order:done', async (orderId: number, ack: Ack) => {
    const changed = await orders.setState(orderId, 'done');
    if (changed) namespace.emit('order:removed', orderId);
    ack({ ok: changed, error: changed ? undefined : 'no such order' });
  });

  socket.on('order:void', async (orderId: number, reason: string, ack: Ack) => {
    const changed = await orders.setState(orderId, 'void', String(reason).slice(0, 120));
    if (changed) namespace.emit('order:removed', orderId);
    ack({ ok: changed });
  });
});

http.listen(Number(process.env.PORT ?? 4100));
