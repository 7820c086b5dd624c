import { readChunks } from './chunks.js';

const REQUEST_LINE = /^([A-Z]+) (\/[\x21-\x7e]*) HTTP\/1\.1$/;
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)$/;
const FRAMING = new Map([
  ['content-length', /^[ \t]*\d{1,12}[ \t]*$/],
  ['transfer-encoding', /^[ \t]*chunked[ \t]*$/i],
]);

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
    const field = FIELD.exec(line);
    if (!field) throw new HttpError(400, 'malformed header');
    const name = field[1].toLowerCase();
    if (FRAMING.has(name)) {
      const repeated = [...FRAMING.keys()].some((f) => headers.has(f));
      if (repeated || !FRAMING.get(name).test(field[2])) throw new HttpError(400, 'malformed framing');
    }
    headers.set(name, field[2].trim());
  }

  const start = end + 4;
  const result = { method: request[1], target: request[2], headers };
  if (headers.has('content-length')) {
    const length = Number(headers.get('content-length'));
    if (buffer.length < start + length) return null;
    return { ...result, body: buffer.subarray(start, start + length), rest: buffer.subarray(start + length) };
  }
  if (headers.has('transfer-encoding')) {
    const chunks = readChunks(buffer.subarray(start));
    return chunks && { ...result, ...chunks };
  }
  return { ...result, body: Buffer.alloc(0), rest: buffer.subarray(start) };
}
