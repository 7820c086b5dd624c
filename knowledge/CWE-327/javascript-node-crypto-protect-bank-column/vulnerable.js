const crypto = require('node:crypto');

const IBAN_SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

function normalizeIban(value) {
  const iban = value.replace(/\s+/g, '').toUpperCase();
  if (!IBAN_SHAPE.test(iban)) {
    throw new RangeError('not an IBAN');
  }
  return iban;
}

async function saveSupplierAccount(db, supplierId, rawIban, columnKey) {
  const iban = normalizeIban(rawIban);

  const cipher = crypto.createCipheriv('aes-256-ecb', columnKey, null);
  const sealed = Buffer.concat([cipher.update(iban, 'utf8'), cipher.final()]);

  await db('supplier_accounts')
    .insert({
      supplier_id: supplierId,
      iban_sealed: sealed.toString('base64'),
      iban_hint: iban.slice(-4),
      updated_at: new Date(),
    })
    .onConflict('supplier_id')
    .merge();

  return { supplierId, hint: iban.slice(-4) };
}

module.exports = { saveSupplierAccount };
