import net from 'node:net';

const MAX_BUFFER = 64 * 1024;

export function startSensorServer(port, store, log = console) {
  const server = net.createServer((socket) => {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    let pending = '';
    let count = 0;
    socket.setEncoding('utf8');
    socket.setTimeout(60000, () => socket.end());

    socket.on('data', (text) => {
      pending += text;
      if (pending.length > MAX_BUFFER) {
        socket.destroy();
        return;
      }
      const lines = pending.split('\n');
      pending = lines.pop();
      for (const line of lines.filter(Boolean)) {
        const reading = JSON.parse(line);
        const values = reading.values.map(Number);
        store.append(reading.sensor.trim(), values, new Date(reading.at).toISOString());
        count += 1;
      }
    });

    socket.on('close', () => log.info(`${peer}: ${count} readings`));
  });

  server.listen(port, () => log.info(`listening on ${port}`));
  return server;
}
