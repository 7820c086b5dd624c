import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance } from 'fastify'

export interface SurveyPaths {
  /** Holds a folder per order: the drone's pictures and the finished map. */
  orders: string
  /** Style sheets and scripts. */
  assets: string
}

interface Session {
  customer: number | null
}

declare module 'fastify' {
  interface FastifyRequest {
    session: Session
  }
}

/** The portal in which customers fetch the maps of their fields. */
export async function createPortal({ orders, assets }: SurveyPaths): Promise<FastifyInstance> {
  const app = Fastify({ logger: true })
  await app.register(fastifyStatic, { root: assets, prefix: '/assets/' })
  await app.register(fastifyStatic, {
    root: orders,
    prefix: '/orders/',
    decorateReply: false,
    list: { format: 'html', render: (dirs, files) => [...dirs, ...files].map((one) => one.name).join('<br>') },
  })
  app.get('/', (_request, reply) => reply.sendFile('index.html', assets))
  return app
}
