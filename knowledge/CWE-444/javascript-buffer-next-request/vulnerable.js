import { readChunks } from './chunks.js';

const REQUEST_LINE = /^([A-Z]+) (\/[\x21-\x7e]*) HTTP\/1\.1$/;

export class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function nextRequest(buffer) {
  const end = buffer.indexOf('\r\n\r\n');
  if (end < 0) return null;

  const [requestLine, ...lines] = buffer.toString('latin1', 0, end).split('\r\n');
  const request = REQUEST_LINE.exec(requestLine);
  if (!request) throw new HttpError(400, 'malformed request line');
  const headers = new Map();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }

  const start = end + 4;
  const result = { method: request[1], target: request[2], headers };
  if (headers.has('content-length')) {
    const length = parseInt(headers.get('content-length'), 10) || 0;
    if (buffer.length < start + length) return null;
    return { ...result, body: buffer.subarray(start, start + length), rest: buffer.subarray(start + length) };
  }
  if (headers.get('transfer-encoding')?.includes('chunked')) {
    const chunks = readChunks(buffer.subarray(start));
    return chunks && { ...result, ...chunks };
  }
  return { ...result, body: Buffer.alloc(0), rest: buffer.subarray(start) };
}
