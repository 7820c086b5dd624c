import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CONTROL = 'https://control.example.com/agent/tasks';
const TASK_DIR = '/var/lib/agent/tasks';

export async function runTask(taskId, { timeout = 60000, log = console } = {}) {
  if (!/^[a-z0-9-]{1,40}$/.test(taskId)) {
    throw new TypeError('bad task id');
  }
  const response = await fetch(`${CONTROL}/${taskId}.mjs`, { signal: AbortSignal.timeout(15000) });
  if (!response.ok) {
    throw new Error(`task ${taskId}: status ${response.status}`);
  }
  const script = Buffer.from(await response.arrayBuffer());

  const file = path.join(TASK_DIR, `${taskId}.mjs`);
  await fs.mkdir(TASK_DIR, { recursive: true, mode: 0o700 });
  await fs.writeFile(file, script, { mode: 0o600 });
  const started = Date.now();
  try {
    const { stdout } = await run(process.execPath, [file], { timeout, maxBuffer: 1024 * 1024 });
    log.info(`task ${taskId} done after ${Date.now() - started} ms`);
    return JSON.parse(stdout);
  } finally {
    await fs.rm(file, { force: true });
  }
}
