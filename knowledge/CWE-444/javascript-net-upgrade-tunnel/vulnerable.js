import net from 'node:net';

function requestHead(req) {
  const lines = [`${req.method} ${req.url} HTTP/1.1`];
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    lines.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`);
  }
  return lines.join('\r\n') + '\r\n\r\n';
}

export function attachLiveUpdates(server, backend, logger) {
  server.on('upgrade', (req, socket, head) => {
    if (req.method !== 'GET' || !req.url.startsWith('/live/')) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }

    const upstream = net.connect(backend.port, backend.host, () => {
      upstream.write(requestHead(req));
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });

    upstream.setTimeout(60_000, () => upstream.destroy());
    upstream.on('error', (err) => {
      logger.warn({ err, url: req.url }, 'live backend failed');
      socket.destroy();
    });
    socket.on('error', () => upstream.destroy());
    socket.on('close', () => upstream.destroy());
    logger.info({ url: req.url, peer: socket.remoteAddress }, 'live connection');
  });
}
