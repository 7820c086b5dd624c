import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);
const COST = { N: 1 << 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

async function hashPassword(password) {
  const salt = randomBytes(16);
  const hash = await derive(password.normalize('NFKC'), salt, 32, COST);
  return `scrypt$${salt.toString('base64')}$${hash.toString('base64')}`;
}

export async function verifyPassword(password, record) {
  const [scheme, salt, encoded] = record.split('$');
  if (scheme !== 'scrypt' || !encoded) {
    return false;
  }
  const expected = Buffer.from(encoded, 'base64');
  const actual = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, COST);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

export async function createTenant(db, { name, email, password }) {
  const tenant = {
    _id: randomUUID(),
    name: name.trim(),
    email: email.trim().toLowerCase(),
    passwordHash: await hashPassword(password),
    createdAt: new Date(),
  };
  await db.collection('tenants').insertOne(tenant);
  return { id: tenant._id, email: tenant.email };
}
