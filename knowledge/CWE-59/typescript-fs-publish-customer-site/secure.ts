import { cp, lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
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
  const root = await realpath(site.draftDir);
  await cp(root, incoming, {
    recursive: true,
    dereference: false,
    preserveTimestamps: true,
    filter: async (source) => {
      const info = await lstat(source);
      if (info.isSymbolicLink() || (info.isFile() && info.nlink > 1)) {
        log.warn({ site: site.id, source: path.relative(root, source) }, 'link skipped');
        return false;
      }
      const real = await realpath(source);
      return real === root || real.startsWith(root + path.sep);
    },
  });
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
