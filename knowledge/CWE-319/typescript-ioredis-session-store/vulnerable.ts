import Redis from 'ioredis';

export interface ShopSession {
  customerId: number | null;
  cart: Array<{ sku: string; quantity: number }>;
  createdAt: number;
}

export interface SessionStoreConfig {
  host: string;
  port?: number;
  username: string;
  password: string;
  ttlSeconds: number;
}

export class SessionStore {
  private readonly redis: Redis;

  constructor(private readonly config: SessionStoreConfig) {
    this.redis = new Redis({
      host: config.host,
      port: config.port ?? 6379,
      username: config.username,
      password: config.password,
      keyPrefix: 'shop:session:',
      maxRetriesPerRequest: 2,
    });
    this.redis.on('error', (err: Error) => console.error('session store:', err.message));
  }

  async save(id: string, session: ShopSession): Promise<void> {
    await this.redis.set(id, JSON.stringify(session), 'EX', this.config.ttlSeconds);
  }

  async load(id: string): Promise<ShopSession | null> {
    const value = await this.redis.get(id);
    if (value === null) {
      return null;
    }
    await this.redis.expire(id, this.config.ttlSeconds);
    return JSON.parse(value) as ShopSession;
  }

  async drop(id: string): Promise<void> {
    await this.redis.del(id);
  }
}
