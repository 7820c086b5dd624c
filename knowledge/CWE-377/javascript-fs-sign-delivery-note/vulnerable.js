const { execFile } = require('node:child_process');
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');

const run = promisify(execFile);

async function signDeliveryNote(note, keyPem, { log = console } = {}) {
  const body = JSON.stringify(note, null, 2);
  const stem = path.join(os.tmpdir(), `delivery-${Date.now()}-${process.pid}`);
  const notePath = `${stem}.json`;
  const keyPath = `${stem}.pem`;
  const sigPath = `${stem}.sig`;

  try {
    await fs.writeFile(notePath, body);
    await fs.writeFile(keyPath, keyPem);
    await run('openssl', ['dgst', '-sha256', '-sign', keyPath, '-out', sigPath, notePath], { timeout: 15000 });
    const signature = await fs.readFile(sigPath);
    log.info(`delivery note ${note.number} signed`);
    return { body, signature: signature.toString('base64') };
  } finally {
    for (const file of [notePath, keyPath, sigPath]) {
      await fs.rm(file, { force: true });
    }
  }
}

module.exports = { signDeliveryNote };
