import { createSocket, type Socket } from 'node:dgram';
import type { EventEmitter } from 'node:events';
import type { Logger } from 'pino';

export interface BuildEvent {
  task: string;
  state: 'started' | 'done' | 'failed';
  millis: number;
}

const STATES = new Set(['started', 'done', 'failed']);

function parseEvent(message: Buffer): BuildEvent | undefined {
  try {
    const value = JSON.parse(message.toString('utf8'));
    if (typeof value.task !== 'string' || !STATES.has(value.state)) return undefined;
    return { task: value.task, state: value.state, millis: Number(value.millis) || 0 };
  } catch {
    return undefined;
  }
}

export function receiveBuildEvents(port: number, bus: EventEmitter, log: Logger): Socket {
  const socket = createSocket({ type: 'udp4' });
  socket.on('message', (message, from) => {
    const event = parseEvent(message);
    if (!event) {
      log.debug({ from: from.address, size: message.length }, 'datagram skipped');
      return;
    }
    bus.emit('build', event);
  });
  socket.on('error', (err) => {
    log.error({ err, port }, 'build events stopped');
    socket.close();
  });
  socket.bind({ address: '127.0.0.1', port, exclusive: true }, () =>
    log.info(socket.address(), 'waiting for events of local build tools'),
  );
  return socket;
}
