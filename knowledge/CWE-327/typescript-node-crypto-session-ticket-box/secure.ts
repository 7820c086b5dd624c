import * as crypto from 'node:crypto';

export interface LoyaltyTicket {
  customerNo: string;
  tier: 'basic' | 'silver' | 'gold';
  issuedAt: number;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export class TicketBox {
  constructor(private readonly key: Buffer) {
    if (key.length !== 32) {
      throw new Error('ticket key must have 32 bytes');
    }
  }

  seal(ticket: LoyaltyTicket): string {
    const nonce = crypto.randomBytes(NONCE_BYTES);
    const cipher = crypto.createCipheriv('aes-256-gcm', this.key, nonce);
    const body = Buffer.concat([cipher.update(JSON.stringify(ticket), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
  }

  open(cookie: string): LoyaltyTicket | null {
    const raw = Buffer.from(cookie, 'base64url');
    if (raw.length <= NONCE_BYTES + TAG_BYTES) {
      return null;
    }
    try {
      const decipher = crypto.createDecipheriv('aes-256-gcm', this.key, raw.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(raw.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(raw.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as LoyaltyTicket;
    } catch {
      return null;
    }
  }
}
