import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { sessionOf } from './session.js';
import { Fleet } from './fleet.js';

const DESK_ORIGIN = /^https:\/\/(\w+.)?desk.boats.example.com$/i;

export function startDesk(port, log) {
  const http = createServer();
  const fleet = new Fleet();
  const io = new Server(http, {
    cookie: false,
    pingTimeout: 15_000,
    allowRequest(req, done) {
      const origin = req.headers.origin ?? '';
      const known = DESK_ORIGIN.test(origin);
      if (!known) {
        log.warn({ origin }, 'connection from another site');
      }
      done(known ? null : 'origin', known);
    },
  });

  io.on('connection', async (socket) => {
    const session = await sessionOf(socket.request.headers.cookie);
    if (!session) {
      return socket.disconnect(true);
    }
    socket.join(`harbour:${session.harbour}`);
    socket.on('booking:move', async ({ booking, boat }, reply) => {
      const moved = await fleet.move(session.harbour, booking, boat);
      io.to(`harbour:${session.harbour}`).emit('booking:moved', moved);
      reply({ ok: true });
    });
  });

  return http.listen(port, () => log.info({ port }, 'desk is open'));
}
