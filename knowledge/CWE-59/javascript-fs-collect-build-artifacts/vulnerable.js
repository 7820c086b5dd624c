import fs from 'node:fs/promises';
import path from 'node:path';

const MAX_ARTIFACT = 50 * 1024 * 1024;

export async function collectArtifacts(workspace, store, buildId) {
  const queue = [path.join(workspace, 'dist')];
  const collected = [];
  while (queue.length > 0) {
    const dir = queue.shift();
    for (const name of await fs.readdir(dir)) {
      const file = path.join(dir, name);
      const info = await fs.stat(file);
      if (info.isDirectory()) {
        queue.push(file);
        continue;
      }
      if (info.size > MAX_ARTIFACT) {
        throw new Error(`artifact ${name} is larger than ${MAX_ARTIFACT} bytes`);
      }
      const content = await fs.readFile(file);
      const key = path.relative(workspace, file);
      await store.put(`builds/${buildId}/${key}`, content);
      collected.push({ key, size: content.length });
    }
  }
  return collected;
}
