const crypto = require('node:crypto');
const { Pool } = require('pg');

const pool = new Pool();
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;

function newVoucherCode() {
  const groups = [];
  for (let g = 0; g < GROUPS; g += 1) {
    let group = '';
    for (let i = 0; i < GROUP_LENGTH; i += 1) {
      group += ALPHABET[crypto.randomInt(ALPHABET.length)];
    }
    groups.push(group);
  }
  return groups.join('-');
}

async function issueVouchers(orderId, amountCents, count) {
  const codes = [];
  while (codes.length < count) {
    const code = newVoucherCode();
    const result = await pool.query(
      `INSERT INTO voucher (code, order_id, amount_cents, issued_at)
       VALUES ($1, $2, $3, now()) ON CONFLICT (code) DO NOTHING`,
      [code, orderId, amountCents],
    );
    if (result.rowCount === 1) codes.push(code);
  }
  console.log(`order ${orderId}: ${codes.length} vouchers issued`);
  return codes;
}

module.exports = { issueVouchers };
