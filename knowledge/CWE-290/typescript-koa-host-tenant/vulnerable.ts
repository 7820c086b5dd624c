import { jwtVerify } from 'jose'
import type { Context, Next } from 'koa'
import { tenants, type Tenant } from './tenants.js'

const key = new TextEncoder().encode(process.env.SESSION_KEY)

interface State {
  tenant: Tenant
  user: string
}

/** Finds tenant and user of a request of the booking system, before all routes. */
export async function identify(ctx: Context & { state: State }, next: Next): Promise<void> {
  const token = ctx.cookies.get('session') ?? ''
  const { payload } = await jwtVerify(token, key)
  const name = ctx.get('X-Tenant') || ctx.host.split('.')[0]
  const tenant = tenants.get(String(name))
  if (!tenant) ctx.throw(404, 'There is no such studio.')
  ctx.state.tenant = tenant
  ctx.state.user = ctx.get('X-Acting-User') || String(payload.sub)
  await next()
}
