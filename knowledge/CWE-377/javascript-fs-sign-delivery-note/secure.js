const { execFile } = require('node:child_process');
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');

const run = promisify(execFile);

async function signDeliveryNote(note, keyPem, { log = console } = {}) {
  const body = JSON.stringify(note, null, 2);
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'delivery-'));
  const notePath = path.join(dir, 'note.json');
  const keyPath = path.join(dir, 'key.pem');
  const sigPath = path.join(dir, 'note.sig');

  try {
    await fs.writeFile(notePath, body, { flag: 'wx', mode: 0o600 });
    await fs.writeFile(keyPath, keyPem, { flag: 'wx', mode: 0o600 });
    await run('openssl', ['dgst', '-sha256', '-sign', keyPath, '-out', sigPath, notePath], { timeout: 15000 });
    const signature = await fs.readFile(sigPath);
    log.info(`delivery note ${note.number} signed`);
    return { body, signature: signature.toString('base64') };
  } finally {
    await fs.rm(dir, { recursive: true, force: true });
  }
}

module.exports = { signDeliveryNote };
