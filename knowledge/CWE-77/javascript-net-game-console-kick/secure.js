import net from 'node:net';
import { once } from 'node:events';

const CONSOLE_PORT = 28960;

function quoteArgument(text) {
  const clean = String(text).normalize('NFC');
  if (/[\u0000-\u001f\u007f"\\;]/.test(clean)) {
    throw new RangeError('character not allowed in a console argument');
  }
  return `"${clean}"`;
}

export async function kickPlayer(server, player, reason, minutes, logger) {
  const name = quoteArgument(player.displayName);
  const lines = [`login ${server.consolePassword}`];
  lines.push(`say ${quoteArgument(`${player.displayName} was removed: ${reason}`)}`);
  lines.push(`kick ${name} ${quoteArgument(reason)}`);
  if (minutes > 0) {
    lines.push(`ban ${name} ${Math.trunc(minutes)}`);
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
