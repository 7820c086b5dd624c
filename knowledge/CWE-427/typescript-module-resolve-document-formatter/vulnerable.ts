import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

interface Formatter {
  name: string;
  extensions: string[];
  format(text: string, options: { width: number }): string;
}

const FORMATTERS: Record<string, string> = {
  '.md': '@docs/format-markdown',
  '.rst': '@docs/format-rst',
  '.adoc': '@docs/format-asciidoc',
};

const cache = new Map<string, Formatter>();

function loadFormatter(workspace: string, extension: string): Formatter {
  const id = FORMATTERS[extension];
  if (id === undefined) {
    throw new RangeError(`no formatter for ${extension}`);
  }
  const key = `${workspace}:${id}`;
  let formatter = cache.get(key);
  if (!formatter) {
    const workspaceRequire = createRequire(path.join(workspace, 'package.json'));
    const file = workspaceRequire.resolve(id, { paths: [workspace, process.cwd(), __dirname] });
    formatter = workspaceRequire(file).default as Formatter;
    cache.set(key, formatter);
  }
  return formatter;
}

export async function previewDocument(workspace: string, document: string, width = 100): Promise<string> {
  const extension = path.extname(document).toLowerCase();
  const formatter = loadFormatter(workspace, extension);
  const text = await readFile(path.join(workspace, path.basename(document)), 'utf8');
  const started = performance.now();
  const formatted = formatter.format(text, { width });
  console.debug(`${formatter.name}: ${text.length} characters in ${(performance.now() - started).toFixed(1)} ms`);
  return formatted;
}
