const crypto = require('node:crypto');
const { mkdir, readFile, rename, writeFile } = require('node:fs/promises');
const path = require('node:path');

class TokenCache {
  constructor(directory) {
    this.directory = directory;
    this.key = Buffer.from(process.env.TOKEN_CACHE_KEY ?? '', 'base64');
    if (this.key.length !== 32) {
      throw new Error('TOKEN_CACHE_KEY must hold 32 bytes in base64');
    }
  }

  file(userId) {
    if (!/^\d{1,12}$/.test(String(userId))) {
      throw new RangeError('user id expected');
    }
    return path.join(this.directory, `${userId}.token`);
  }

  async save(userId, tokenSet) {
    const file = this.file(userId);
    const record = JSON.stringify({
      accessToken: tokenSet.access_token,
      refreshToken: tokenSet.refresh_token,
      expiresAt: Date.now() + tokenSet.expires_in * 1000,
    });
    const nonce = crypto.randomBytes(12);
    const cipher = crypto.createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(Buffer.from(String(userId)));
    const body = Buffer.concat([cipher.update(record, 'utf8'), cipher.final()]);
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, Buffer.concat([nonce, cipher.getAuthTag(), body]), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  async load(userId) {
    const raw = await readFile(this.file(userId));
    const decipher = crypto.createDecipheriv('aes-256-gcm', this.key, raw.subarray(0, 12));
    decipher.setAAD(Buffer.from(String(userId)));
    decipher.setAuthTag(raw.subarray(12, 28));
    return JSON.parse(Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8'));
  }
}

module.exports = { TokenCache };
