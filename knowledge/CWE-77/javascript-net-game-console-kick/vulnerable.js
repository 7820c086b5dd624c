import net from 'node:net';
import { once } from 'node:events';

const CONSOLE_PORT = 28960;

export async function kickPlayer(server, player, reason, minutes, logger) {
  const lines = [`login ${server.consolePassword}`];
  lines.push(`say "${player.displayName} was removed: ${reason}"`);
  lines.push(`kick "${player.displayName}" "${reason}"`);
  if (minutes > 0) {
    lines.push(`ban "${player.displayName}" ${minutes}`);
  }
  lines.push('logout');

  const socket = net.createConnection({ host: server.host, port: CONSOLE_PORT, timeout: 5000 });
  await once(socket, 'connect');
  const chunks = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  for (const line of lines) {
    socket.write(line + '\n');
  }
  await once(socket, 'end');
  socket.destroy();

  const answer = Buffer.concat(chunks).toString('utf8');
  logger.info({ server: server.name, playerId: player.id, minutes }, 'player kicked');
  return { ok: !answer.includes('ERR'), answer };
}
