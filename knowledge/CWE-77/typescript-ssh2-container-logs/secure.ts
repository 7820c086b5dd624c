import { Client, type ConnectConfig } from 'ssh2';

export interface LogRequest {
  service: string;
  search?: string;
  since: string;
  lines: number;
}

const SERVICE = /^[a-z0-9][a-z0-9_.-]{0,62}$/;
const SINCE = /^\d{1,4}[smh]$/;

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export function readContainerLog(target: ConnectConfig, request: LogRequest): Promise<string> {
  if (!SERVICE.test(request.service) || !SINCE.test(request.since)) {
    return Promise.reject(new RangeError('invalid service or time span'));
  }
  const tail = Math.min(Math.max(Math.trunc(request.lines) || 100, 1), 5000);
  let command = `docker logs --tail ${tail} --since ${request.since} ${request.service} 2>&1`;
  if (request.search) {
    command += ` | grep -i -e ${shellQuote(request.search)}`;
  }

  return new Promise((resolve, reject) => {
    const conn = new Client();
    conn.on('ready', () => {
      conn.exec(command, (err, stream) => {
        if (err) {
          conn.end();
          reject(err);
          return;
        }
        let output = '';
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString('utf8');
        });
        stream.on('close', () => {
          conn.end();
          resolve(output);
        });
      });
    });
    conn.on('error', reject);
    conn.connect({ readyTimeout: 10_000, ...target });
  });
}
