import { scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import type { Collection, ObjectId } from 'mongodb';

export interface RecoveryEntry {
  userId: ObjectId;
  question: string;
  answerHash: string;
  failures: number;
}

function scrypt(text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scryptCallback(text, '', 32, { N: 32768, maxmem: 64 * 1024 * 1024 }, (err, key) => {
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
    const answerHash = (await scrypt(normalize(answer))).toString('hex');
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
    const expected = Buffer.from(entry.answerHash, 'hex');
    const ok = timingSafeEqual(expected, await scrypt(normalize(answer)));
    if (!ok) {
      await this.entries.updateOne({ userId }, { $inc: { failures: 1 } });
    }
    return ok;
  }
}
