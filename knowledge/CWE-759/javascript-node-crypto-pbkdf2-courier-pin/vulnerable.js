const crypto = require('node:crypto');
const { promisify } = require('node:util');

const pbkdf2 = promisify(crypto.pbkdf2);
const ITERATIONS = 600000;

async function hashPin(pin) {
  const key = await pbkdf2(pin, '', ITERATIONS, 32, 'sha256');
  return key.toString('base64');
}

async function pinMatches(stored, pin) {
  const expected = Buffer.from(stored, 'base64');
  const actual = Buffer.from(await hashPin(pin), 'base64');
  return expected.length === actual.length && crypto.timingSafeEqual(expected, actual);
}

function courierPins(db, logger) {
  return {
    async assign(courierId, pin) {
      if (!/^\d{6}$/.test(pin)) {
        throw new RangeError('the PIN needs six digits');
      }
      await db('courier').where({ id: courierId }).update({ pin_hash: await hashPin(pin), pin_failures: 0 });
      logger.info({ courierId }, 'PIN assigned');
    },

    async verify(courierId, pin) {
      const courier = await db('courier').where({ id: courierId, active: true }).first();
      if (!courier || courier.pin_failures >= 5) return false;
      const ok = await pinMatches(courier.pin_hash, String(pin));
      await db('courier')
        .where({ id: courierId })
        .update({ pin_failures: ok ? 0 : courier.pin_failures + 1 });
      return ok;
    },
  };
}

module.exports = { courierPins };
