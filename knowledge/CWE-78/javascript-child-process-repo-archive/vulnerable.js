import { exec } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(exec);

export async function archiveBranch(repoDir, branch, format, outDir, logger) {
  const fileName = `${path.basename(repoDir)}-${branch.replaceAll('/', '-')}.${format}`;
  const outFile = path.join(outDir, fileName);
  const started = Date.now();

  const { stderr } = await run(
    `git -C ${repoDir} archive --format=${format} -o ${outFile} ${branch}`,
    { timeout: 30_000 },
  );
  if (stderr) {
    logger.warn({ branch, stderr }, 'git archive wrote to stderr');
  }
  logger.info({ branch, outFile, ms: Date.now() - started }, 'archive ready');
  return outFile;
}
