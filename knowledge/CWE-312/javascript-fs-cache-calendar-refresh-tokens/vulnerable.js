const { mkdir, readFile, rename, writeFile } = require('node:fs/promises');
const path = require('node:path');

class TokenCache {
  constructor(directory) {
    this.directory = directory;
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
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, record, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  async load(userId) {
    const record = await readFile(this.file(userId), 'utf8');
    return JSON.parse(record);
  }
}

module.exports = { TokenCache };
