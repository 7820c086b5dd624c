import { randomBytes, createHash } from 'node:crypto';
import type { Context } from 'koa';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

export interface DeviceLogin {
  userId: string;
  deviceName: string;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

export class RememberedDevices {
  constructor(private readonly db: Pool, private readonly log: Logger) {}

  async remember(ctx: Context, login: DeviceLogin): Promise<void> {
    const token = randomBytes(32).toString('base64url');
    const digest = createHash('sha256').update(token).digest('hex');
    const expires = new Date(Date.now() + THIRTY_DAYS);

    await this.db.query(
      'INSERT INTO remembered_devices (user_id, digest, name, expires_at) VALUES ($1, $2, $3, $4)',
      [login.userId, digest, login.deviceName.slice(0, 80), expires],
    );
    ctx.cookies.set('device', token, {
      expires,
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
    });
    this.log.info({ user: login.userId, device: login.deviceName }, 'device remembered');
  }

  async userOf(ctx: Context): Promise<string | null> {
    const token = ctx.cookies.get('device');
    if (!token) return null;
    const digest = createHash('sha256').update(token).digest('hex');
    const found = await this.db.query(
      'SELECT user_id FROM remembered_devices WHERE digest = $1 AND expires_at > now()',
      [digest],
    );
    return found.rows[0]?.user_id ?? null;
  }
}
