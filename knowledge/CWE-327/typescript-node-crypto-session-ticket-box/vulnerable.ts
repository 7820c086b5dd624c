import * as crypto from 'node:crypto';

export interface LoyaltyTicket {
  customerNo: string;
  tier: 'basic' | 'silver' | 'gold';
  issuedAt: number;
}

const IV_BYTES = 8;

export class TicketBox {
  constructor(private readonly key: Buffer) {
    if (key.length !== 32) {
      throw new Error('ticket key must have 32 bytes');
    }
  }

  seal(ticket: LoyaltyTicket): string {
    const iv = crypto.randomBytes(IV_BYTES);
    const cipher = crypto.createCipheriv('des-ede3-cbc', this.key.subarray(0, 24), iv);
    const body = Buffer.concat([cipher.update(JSON.stringify(ticket), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, body]).toString('base64url');
  }

  open(cookie: string): LoyaltyTicket | null {
    const raw = Buffer.from(cookie, 'base64url');
    if (raw.length <= IV_BYTES) {
      return null;
    }
    try {
      const decipher = crypto.createDecipheriv('des-ede3-cbc', this.key.subarray(0, 24), raw.subarray(0, IV_BYTES));
      const text = Buffer.concat([decipher.update(raw.subarray(IV_BYTES)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as LoyaltyTicket;
    } catch {
      return null;
    }
  }
}
