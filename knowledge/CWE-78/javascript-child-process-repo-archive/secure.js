import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FORMATS = new Set(['tar.gz', 'zip']);
const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,120}$/;

export async function archiveBranch(repoDir, branch, format, outDir, logger) {
  if (!FORMATS.has(format) || !BRANCH.test(branch)) {
    throw new RangeError('unknown format or branch');
  }
  const fileName = `${path.basename(repoDir)}-${branch.replaceAll('/', '-')}.${format}`;
  const outFile = path.join(outDir, fileName);
  const started = Date.now();

  const { stderr } = await run(
    'git',
    ['-C', repoDir, 'archive', `--format=${format}`, '-o', outFile, branch],
    { timeout: 30_000 },
  );
  if (stderr) {
    logger.warn({ branch, stderr }, 'git archive wrote to stderr');
  }
  logger.info({ branch, outFile, ms: Date.now() - started }, 'archive ready');
  return outFile;
}
