const { generateKeyPair, createHash } = require('node:crypto');

const generate = (options) =>
  new Promise((resolve, reject) => {
    generateKeyPair('rsa', options, (err, publicKey, privateKey) => {
      if (err) reject(err);
      else resolve({ publicKey, privateKey });
    });
  });

const DEFAULT_BITS = 3072;
const MIN_BITS = 3072;
const MAX_BITS = 4096;

function registerKeyRoutes(router, keyStore) {
  router.post('/tenants/:tenant/keys', async (ctx) => {
    const { label, bits } = ctx.request.body;
    if (typeof label !== 'string' || label.length > 60) {
      ctx.throw(400, 'label is required');
    }

    const modulusLength = Number(bits) || DEFAULT_BITS;
    if (!Number.isInteger(modulusLength) || modulusLength < MIN_BITS || modulusLength > MAX_BITS) {
      ctx.throw(400, `bits must lie between ${MIN_BITS} and ${MAX_BITS}`);
    }
    const { publicKey, privateKey } = await generate({
      modulusLength,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: {
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: keyStore.passphrase,
      },
    });

    const keyId = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
    await keyStore.save({ tenant: ctx.params.tenant, keyId, label, publicKey, privateKey });

    ctx.status = 201;
    ctx.body = { keyId, label, publicKey };
  });
}

module.exports = { registerKeyRoutes };
