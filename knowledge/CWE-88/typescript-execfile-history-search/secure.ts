import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface HistoryQuery {
  revision: string;
  author?: string;
  path?: string;
  limit?: number;
}

export interface Commit {
  hash: string;
  author: string;
  date: Date;
  subject: string;
}

export async function searchHistory(repoDir: string, q: HistoryQuery): Promise<Commit[]> {
  const args = ['-C', repoDir, 'log', '--format=%H%x1f%an%x1f%aI%x1f%s', `--max-count=${q.limit ?? 50}`];
  if (q.author) {
    args.push(`--author=${q.author}`);
  }
  args.push('--end-of-options', q.revision || 'HEAD', '--');
  if (q.path) {
    args.push(q.path);
  }

  const { stdout } = await run('git', args, { maxBuffer: 8 * 1024 * 1024, timeout: 15_000 });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [hash, author, date, subject] = line.split('\u001f');
      return { hash, author, date: new Date(date), subject };
    });
}
