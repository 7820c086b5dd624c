import type { FastifyInstance, FastifyRequest } from 'fastify'
import { userOfToken, type User } from './users.js'

declare module 'fastify' {
  interface FastifyRequest {
    user: User | null
  }
}

/** Finds out who is asking, before each route of the fleet API. */
export function registerAuthentication(app: FastifyInstance): void {
  app.decorateRequest('user', null)
  app.addHook('preHandler', async (request: FastifyRequest, reply) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '')
    request.user = token ? await userOfToken(token) : null
    if (!request.user) return reply.code(401).send({ error: 'log in first' })
  })
}
