const crypto = require('node:crypto');
const { promisify } = require('node:util');

const scrypt = promisify(crypto.scrypt);
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

const NAME_SHAPE = /^[a-z0-9_]{3,24}$/;

async function derive(password, salt) {
  return scrypt(password, salt, 64, COST);
}

async function signUp(users, { name, password, email }) {
  const login = String(name ?? '').toLowerCase();
  if (!NAME_SHAPE.test(login)) {
    throw new RangeError('the name needs 3 to 24 letters, digits or underscores');
  }
  if (typeof password !== 'string' || password.length < 10 || password.length > 128) {
    throw new RangeError('the password needs 10 to 128 characters');
  }
  const salt = crypto.randomBytes(16);
  const hash = await derive(password, salt);
  const { insertedId } = await users.insertOne({ login, email, salt, hash, createdAt: new Date() });
  return insertedId;
}

async function logIn(users, name, password) {
  const user = await users.findOne({ login: String(name).toLowerCase() });
  if (!user || typeof password !== 'string') return null;
  const hash = await derive(password, user.salt.buffer);
  return crypto.timingSafeEqual(hash, user.hash.buffer) ? user : null;
}

module.exports = { signUp, logIn };
