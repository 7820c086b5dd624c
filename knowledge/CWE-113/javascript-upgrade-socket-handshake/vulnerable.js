import { createHash } from 'node:crypto';
import { attachPeer } from './peers.js';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function handleUpgrade(server, logger) {
  server.on('upgrade', (req, socket, head) => {
    const url = new URL(req.url, 'http://chat.example.com');
    const key = req.headers['sec-websocket-key'];
    const room = decodeURIComponent(url.pathname.slice('/rooms/'.length));
    const theme = url.searchParams.get('theme') ?? 'light';
    if (!key || !room) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      return;
    }

    const accept = createHash('sha1').update(key + GUID).digest('base64');
    const headers = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      `X-Room: ${room}`,
      `Set-Cookie: theme=${theme}; Path=/; SameSite=Lax`,
    ];
    socket.write(headers.join('\r\n') + '\r\n\r\n');
    socket.setNoDelay(true);
    attachPeer(room, socket, head);
    logger.info({ room, peer: socket.remoteAddress }, 'peer joined');
  });
}
