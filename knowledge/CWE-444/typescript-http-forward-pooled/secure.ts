import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';

const MAX_BODY = 2 * 1024 * 1024;
const HOP_BY_HOP = ['connection', 'content-length', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

export interface ForwardOptions {
  maskFields: (body: Buffer) => Buffer;
  log: Logger;
}

export async function forward(req: IncomingMessage, upstream: Socket, opts: ForwardOptions): Promise<void> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req) {
    size += part.length;
    if (size > MAX_BODY) {
      throw new RangeError('body too large');
    }
    parts.push(part);
  }
  const original = Buffer.concat(parts);
  const isJson = (req.headers['content-type'] ?? '').startsWith('application/json');
  const body = isJson ? opts.maskFields(original) : original;

  const listed = (req.headers.connection ?? '').split(',').map((s) => s.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...listed]);
  const lines = [`${req.method} ${req.url} HTTP/1.1`];
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i];
    if (!dropped.has(name.toLowerCase())) {
      lines.push(`${name}: ${req.rawHeaders[i + 1]}`);
    }
  }
  lines.push(`Content-Length: ${body.length}`);
  lines.push('Via: 1.1 gateway.example.com');

  upstream.write(lines.join('\r\n') + '\r\n\r\n');
  upstream.write(body);
  opts.log.debug({ url: req.url, bytes: body.length }, 'request forwarded');
}
