import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance } from 'fastify'
import { orderOf } from './orders.js'

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
  app.get<{ Params: { order: string } }>('/orders/:order/map.pdf', async (request, reply) => {
    const order = await orderOf(Number(request.params.order))
    if (!order || order.customer !== request.session.customer) return reply.code(404).send()
    return reply.sendFile('map.pdf', join(orders, String(order.id)))
  })
  app.get('/', (_request, reply) => reply.sendFile('index.html', assets))
  return app
}
