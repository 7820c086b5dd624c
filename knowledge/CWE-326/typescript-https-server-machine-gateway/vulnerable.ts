import { readFileSync } from 'node:fs';
import * as https from 'node:https';
import type { RequestListener } from 'node:http';

export interface GatewayTlsConfig {
  certFile: string;
  keyFile: string;
  port: number;
  bindAddress?: string;
}

export function startGateway(config: GatewayTlsConfig, handler: RequestListener): Promise<https.Server> {
  const server = https.createServer(
    {
      cert: readFileSync(config.certFile),
      key: readFileSync(config.keyFile),
      minVersion: 'TLSv1',
      ciphers: 'AES128-SHA:AES256-SHA:DES-CBC3-SHA:@SECLEVEL=0',
      honorCipherOrder: true,
      handshakeTimeout: 10_000,
    },
    handler,
  );

  server.on('tlsClientError', (err, socket) => {
    console.warn(`handshake with ${socket.remoteAddress ?? 'unknown peer'} failed: ${err.message}`);
  });
  server.keepAliveTimeout = 30_000;
  server.headersTimeout = 35_000;

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.bindAddress ?? '0.0.0.0', () => {
      console.log(`gateway listens on ${config.bindAddress ?? '0.0.0.0'}:${config.port}`);
      resolve(server);
    });
  });
}
