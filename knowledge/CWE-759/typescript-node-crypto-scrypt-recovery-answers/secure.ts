import { randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import type { Collection, ObjectId } from 'mongodb';

export interface RecoveryEntry {
  userId: ObjectId;
  question: string;
  answerHash: string;
  failures: number;
}

function scrypt(text: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scryptCallback(text, salt, 32, { N: 32768, maxmem: 64 * 1024 * 1024 }, (err, key) => {
      if (err) reject(err);
      else resolve(key);
    });
  });
}

function normalize(answer: string): string {
  return answer.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}

export class RecoveryAnswers {
  constructor(private readonly entries: Collection<RecoveryEntry>) {}

  async store(userId: ObjectId, question: string, answer: string): Promise<void> {
    const salt = randomBytes(16);
    const answerHash = `${salt.toString('hex')}:${(await scrypt(normalize(answer), salt)).toString('hex')}`;
    await this.entries.updateOne(
      { userId },
      { $set: { question, answerHash, failures: 0 } },
      { upsert: true },
    );
  }

  async check(userId: ObjectId, answer: string): Promise<boolean> {
    const entry = await this.entries.findOne({ userId });
    if (!entry || entry.failures >= 3) {
      return false;
    }
    const [salt, expected] = entry.answerHash.split(':').map((part) => Buffer.from(part, 'hex'));
    const ok = timingSafeEqual(expected, await scrypt(normalize(answer), salt));
    if (!ok) {
      await this.entries.updateOne({ userId }, { $inc: { failures: 1 } });
    }
    return ok;
  }
}
