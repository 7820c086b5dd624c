import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { keyOfController, runCommand } from './controllers.js';

function answerFor(key, challenge) {
  return createHmac('sha256', key).update(`login:${challenge}`).digest();
}

/** Irrigation controllers log in by their key; afterwards they report and take commands. */
export function serveControllers(server, log) {
  const sockets = new WebSocketServer({ server, path: '/controllers', maxPayload: 16 * 1024 });

  sockets.on('connection', (socket) => {
    let controller = null;
    let challenge = randomBytes(24).toString('hex');
    socket.send(JSON.stringify({ type: 'challenge', challenge }));

    function logIn(message) {
      const key = keyOfController(String(message.controller));
      const given = Buffer.from(String(message.answer), 'hex');
      const issued = challenge;
      challenge = null;
      if (issued === null) return socket.close(4401, 'login failed');
      const expected = answerFor(key ?? randomBytes(32), issued);
      if (!key || given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return socket.close(4401, 'login failed');
      }
      controller = String(message.controller);
      log.info({ controller }, 'controller logged in');
      socket.send(JSON.stringify({ type: 'welcome' }));
    }

    socket.on('message', (data) => {
      try {
        const message = JSON.parse(data.toString());
        if (message.type === 'login' && controller === null) logIn(message);
        else if (controller !== null) socket.send(JSON.stringify(runCommand(controller, message)));
        else socket.close(4401, 'log in first');
      } catch (error) {
        log.warn({ error, controller }, 'message not understood');
        socket.close(4400);
      }
    });
  });
}
