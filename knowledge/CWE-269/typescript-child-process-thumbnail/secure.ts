import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';

export interface ThumbnailJob {
  uploadId: string;
  source: string;
  width: number;
}

const OUT_DIR = '/srv/media/thumbnails';

export async function makeThumbnail(job: ThumbnailJob, log: Logger): Promise<string> {
  const width = Math.min(Math.max(Math.trunc(job.width), 16), 2048);
  const folder = path.join(OUT_DIR, job.uploadId.slice(0, 2));
  await mkdir(folder, { recursive: true });
  const target = path.join(folder, `${job.uploadId}-${width}.jpg`);

  return new Promise((resolve, reject) => {
    const child = spawn('convert', [job.source, '-thumbnail', `${width}x`, target], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 20_000,
    });
    let message = '';
    child.stderr.on('data', (chunk) => {
      message = (message + chunk).slice(-1000);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) {
        reject(new Error(`convert ended with ${code}: ${message}`));
        return;
      }
      log.info({ uploadId: job.uploadId, width }, 'thumbnail written');
      resolve(target);
    });
  });
}
