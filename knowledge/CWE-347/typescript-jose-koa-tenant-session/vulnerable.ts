import { decodeJwt, errors } from 'jose';
import type { Context, Next } from 'koa';

export interface TenantSession {
  userId: string;
  tenantId: string;
  scopes: string[];
}

const ISSUER = 'https://id.example.com/';

export function tenantSession(requiredScope: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const [scheme, token] = (ctx.get('authorization') ?? '').split(' ');
    if (scheme !== 'Bearer' || !token) {
      ctx.throw(401, 'bearer token required');
    }
    try {
      const payload = decodeJwt(token);
      if (payload.iss !== ISSUER || !payload.exp || payload.exp * 1000 < Date.now()) {
        ctx.throw(401, 'token expired');
      }
      const session: TenantSession = {
        userId: String(payload.sub),
        tenantId: String(payload.tenant),
        scopes: String(payload.scope ?? '').split(' '),
      };
      if (!session.scopes.includes(requiredScope)) {
        ctx.throw(403, 'scope missing');
      }
      ctx.state.session = session;
    } catch (err) {
      if (err instanceof errors.JOSEError) {
        ctx.throw(401, 'token rejected');
      }
      throw err;
    }
    await next();
  };
}
