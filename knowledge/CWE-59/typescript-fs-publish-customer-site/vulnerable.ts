import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';

interface Site {
  id: number;
  domain: string;
  draftDir: string;
}

const WEB_ROOT = '/srv/www';

export async function publishSite(site: Site, log: Logger): Promise<string> {
  const live = path.join(WEB_ROOT, String(site.id), 'live');
  const incoming = `${live}.incoming`;
  const previous = `${live}.previous`;
  const started = Date.now();

  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  await cp(site.draftDir, incoming, { recursive: true, dereference: true, preserveTimestamps: true });
  await writeFile(path.join(incoming, '.published'), new Date().toISOString());

  await rm(previous, { recursive: true, force: true });
  await rename(live, previous).catch((err: NodeJS.ErrnoException) => {
    if (err.code !== 'ENOENT') {
      throw err;
    }
  });
  await rename(incoming, live);
  log.info({ site: site.id, domain: site.domain, ms: Date.now() - started }, 'site published');
  return live;
}
