import { constants, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export class PayoutVault {
  constructor(pool, publicKey) {
    this.pool = pool;
    this.publicKey = publicKey;
  }

  static async open(pool, keyFile) {
    const pem = await readFile(keyFile, 'utf8');
    return new PayoutVault(pool, createPublicKey(pem));
  }

  async saveIban(sellerId, iban) {
    const compact = iban.replace(/\s+/g, '').toUpperCase();
    if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) {
      throw new RangeError('this is not an IBAN');
    }
    const sealed = publicEncrypt(
      { key: this.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      Buffer.from(compact, 'ascii'),
    );
    await this.pool.query(
      'UPDATE sellers SET iban_sealed = $1, iban_tail = $2 WHERE id = $3',
      [sealed, compact.slice(-4), sellerId],
    );
    return compact.slice(-4);
  }
}

export function openIban(privateKey, passphrase, sealed) {
  return privateDecrypt(
    { key: privateKey, passphrase, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    sealed,
  ).toString('ascii');
}
