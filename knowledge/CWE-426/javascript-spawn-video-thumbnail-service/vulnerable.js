import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const MEDIA_ROOT = '/srv/media/store';

export async function makeThumbnail(mediaId, { second = 3, width = 320, log = console } = {}) {
  if (!/^[0-9a-f]{24}$/.test(mediaId)) {
    throw new TypeError('media id expected');
  }
  const source = path.join(MEDIA_ROOT, mediaId, 'original.mp4');
  const target = path.join(MEDIA_ROOT, mediaId, `thumb-${Number(width)}.jpg`);

  const args = [
    '-hide_banner', '-loglevel', 'error', '-y',
    '-ss', String(Number(second)),
    '-i', source,
    '-frames:v', '1',
    '-vf', `scale=${Number(width)}:-2`,
    target,
  ];
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'pipe'], env: process.env });

  let stderr = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text) => {
    stderr = (stderr + text).slice(-2000);
  });

  const [code] = await once(child, 'close');
  if (code !== 0) {
    log.error(`thumbnail of ${mediaId} failed: ${stderr.trim()}`);
    throw new Error(`ffmpeg ended with ${code}`);
  }
  return target;
}
