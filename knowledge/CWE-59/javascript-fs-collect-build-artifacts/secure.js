import fs from 'node:fs/promises';
import { constants } from 'node:fs';
import path from 'node:path';

const MAX_ARTIFACT = 50 * 1024 * 1024;

export async function collectArtifacts(workspace, store, buildId) {
  const queue = [path.join(workspace, 'dist')];
  const collected = [];
  while (queue.length > 0) {
    const dir = queue.shift();
    if ((await fs.lstat(dir)).isSymbolicLink()) {
      continue;
    }
    for (const name of await fs.readdir(dir)) {
      const file = path.join(dir, name);
      const entry = await fs.lstat(file);
      if (entry.isDirectory()) {
        queue.push(file);
        continue;
      }
      if (!entry.isFile()) {
        continue;
      }
      const handle = await fs.open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
      let content;
      try {
        const info = await handle.stat();
        if (!info.isFile() || info.nlink !== 1) {
          continue;
        }
        if (info.size > MAX_ARTIFACT) {
          throw new Error(`artifact ${name} is larger than ${MAX_ARTIFACT} bytes`);
        }
        content = await handle.readFile();
      } finally {
        await handle.close();
      }
      const key = path.relative(workspace, file);
      await store.put(`builds/${buildId}/${key}`, content);
      collected.push({ key, size: content.length });
    }
  }
  return collected;
}
