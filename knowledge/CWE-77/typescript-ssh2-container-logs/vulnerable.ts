import { Client, type ConnectConfig } from 'ssh2';

export interface LogRequest {
  service: string;
  search?: string;
  since: string;
  lines: number;
}

export function readContainerLog(target: ConnectConfig, request: LogRequest): Promise<string> {
  let command = `docker logs --tail ${request.lines} --since ${request.since} ${request.service} 2>&1`;
  if (request.search) {
    command += ` | grep -i "${request.search}"`;
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
