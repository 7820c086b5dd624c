const { createWriteStream } = require('node:fs');
const { mkdir } = require('node:fs/promises');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const yauzl = require('yauzl-promise');

const MAX_FILES = 2000;
const ENTRY_NAME = /^[\w][\w.-]*(\/[\w][\w.-]*)*\/?$/;

async function unpackTheme(packageFile, themeDir) {
  const zip = await yauzl.open(packageFile);
  const oldMask = process.umask(0o022);
  let files = 0;
  try {
    for await (const entry of zip) {
      if (!ENTRY_NAME.test(entry.filename) || entry.filename.includes('..')) {
        throw new Error(`entry name not allowed: ${entry.filename}`);
      }
      files += 1;
      if (files > MAX_FILES) throw new Error('the theme has too many files');

      const target = path.join(themeDir, entry.filename);
      if (entry.filename.endsWith('/')) {
        await mkdir(target, { recursive: true, mode: 0o755 });
        continue;
      }
      await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
      const source = await entry.openReadStream();
      await pipeline(source, createWriteStream(target, { flags: 'wx', mode: 0o644 }));
    }
  } finally {
    process.umask(oldMask);
    await zip.close();
  }
  console.log(`theme unpacked into ${themeDir}, ${files} entries`);
  return files;
}

module.exports = { unpackTheme };
