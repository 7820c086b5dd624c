import { connect } from 'node:tls';
import type { Logger } from 'pino';

export interface PartnerCall {
  path: string;
  tenantLabel: string;
  correlationId?: string;
  payload: unknown;
}

export function callPartner(host: string, token: string, call: PartnerCall, log: Logger): Promise<string> {
  const body = Buffer.from(JSON.stringify(call.payload));
  const lines = [
    `POST ${call.path} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    `X-Tenant: ${call.tenantLabel}`,
    `X-Correlation-Id: ${call.correlationId ?? '-'}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host, port: 443, servername: host }, () => {
      socket.write(lines.join('\r\n') + '\r\n\r\n');
      socket.write(body);
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error('partner timed out')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const answer = Buffer.concat(chunks).toString('utf8');
      log.info({ host, path: call.path, status: answer.slice(9, 12) }, 'partner answered');
      resolve(answer.slice(answer.indexOf('\r\n\r\n') + 4));
    });
  });
}
