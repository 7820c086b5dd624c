import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const COMMANDS = {
  stats: (cache) => JSON.stringify(cache.stats()),
  keys: (cache, prefix = '') => cache.keys().filter((key) => key.startsWith(prefix)).join(' '),
  drop: (cache, key) => String(cache.delete(key)),
  flush: (cache) => String(cache.clear()),
};

export function startCacheAdmin(cache, logger, port = 6390) {
  const server = createServer((socket) => {
    socket.setEncoding('utf8');
    socket.setTimeout(60_000, () => socket.end());
    socket.on('error', (err) => logger.debug({ err }, 'admin connection lost'));
    const lines = createInterface({ input: socket });
    lines.on('line', (line) => {
      const [name, ...args] = line.trim().split(/\s+/);
      if (!Object.hasOwn(COMMANDS, name)) {
        socket.write(`? ${Object.keys(COMMANDS).join(' ')}\n`);
        return;
      }
      socket.write(`${COMMANDS[name](cache, ...args)}\n`);
    });
  });
  server.on('error', (err) => logger.error({ err, port }, 'cache admin not available'));
  server.listen(port, () => {
    logger.info(server.address(), 'cache admin for nc localhost');
  });
  return server;
}
