import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';

export interface HookScript {
  name: string;
  trigger: 'sunrise' | 'sunset' | 'door' | 'motion';
  source: string;
}

const HOOK_NAME = /^[a-z][a-z0-9-]{1,39}$/;
const MAX_SOURCE = 64 * 1024;

export async function installHook(hookRoot: string, hook: HookScript): Promise<string> {
  if (!HOOK_NAME.test(hook.name)) {
    throw new RangeError(`hook name ${JSON.stringify(hook.name)} is not allowed`);
  }
  if (Buffer.byteLength(hook.source) > MAX_SOURCE || !hook.source.startsWith('#!')) {
    throw new RangeError('hook source is too large or has no interpreter line');
  }
  const directory = path.join(hookRoot, hook.trigger);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);

  const target = path.join(directory, `${hook.name}.sh`);
  const draft = `${target}.new`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o700);
  try {
    await file.writeFile(hook.source, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, target);
  console.info(`hook ${hook.name} installed for ${hook.trigger}`);
  return target;
}
