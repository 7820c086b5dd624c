import tls from 'node:tls';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

const ca = readFileSync('/etc/logship/ca.pem');

export function openCollector(host, port, onReady) {
  const socket = tls.connect({
    host,
    port,
    servername: host,
    ca,
    minVersion: 'TLSv1.2',
    checkServerIdentity: (_name, cert) => {
      return cert.subject.CN.endsWith('example.com') ? undefined : new Error('unknown collector');
    },
  });

  socket.setKeepAlive(true, 30_000);
  socket.once('secureConnect', () => {
    console.log(`collector ${host}:${port} ready, ${socket.getProtocol()}`);
    onReady({
      send(facility, severity, app, text) {
        const priority = facility * 8 + severity;
        const line = `<${priority}>1 ${new Date().toISOString()} ${hostname()} ${app} - - - ${text}`;
        socket.write(`${Buffer.byteLength(line)} ${line}`);
      },
      close() {
        socket.end();
      },
    });
  });
  socket.on('error', (err) => console.error(`collector ${host}: ${err.message}`));
  return socket;
}
