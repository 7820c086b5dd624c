const { spawn } = require('node:child_process');
const path = require('node:path');

const FORMATS = new Set(['docx', 'html', 'epub', 'odt']);

function convertDocuments(uploadDir, names, options, logger) {
  if (!FORMATS.has(options.format)) {
    return Promise.reject(new RangeError(`unknown format ${options.format}`));
  }
  const outFile = path.join(uploadDir, `result.${options.format}`);
  const args = ['--sandbox', '--standalone', '-t', options.format, '-o', outFile];
  if (options.title) {
    args.push('--metadata', `title=${options.title}`);
  }
  args.push('--', ...names.map((name) => path.join(uploadDir, path.basename(name))));

  return new Promise((resolve, reject) => {
    const child = spawn('pandoc', args, { cwd: uploadDir, timeout: 60_000 });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) {
        logger.warn({ code, errors }, 'conversion failed');
        reject(new Error('conversion failed'));
        return;
      }
      logger.info({ outFile, inputs: names.length }, 'documents converted');
      resolve(outFile);
    });
  });
}

module.exports = { convertDocuments };
