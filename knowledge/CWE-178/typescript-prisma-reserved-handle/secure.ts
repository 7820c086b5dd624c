import type { FastifyInstance } from 'fastify';
import type { PrismaClient } from '@prisma/client';

const HANDLE = /^[a-z][a-z0-9-]{2,29}$/i;
const RESERVED = new Set(['admin', 'api', 'billing', 'help', 'login', 'security', 'staff', 'support']);

interface HandleBody {
  handle: string;
}

/** Page address of a shop: https://market.example.com/<handle>, always in small letters. */
function pageAddress(handle: string): string {
  return handle.trim().toLowerCase();
}

export function registerHandleRoutes(app: FastifyInstance, db: PrismaClient): void {
  app.put<{ Body: HandleBody }>('/shop/handle', async (request, reply) => {
    const shopId = request.session.get('shopId');
    if (!shopId) return reply.code(401).send();

    const handle = pageAddress(request.body.handle);
    if (!HANDLE.test(handle) || RESERVED.has(handle)) {
      return reply.code(422).send({ error: 'Please choose another name.' });
    }
    const owner = await db.shop.findUnique({ where: { handle } });
    if (owner && owner.id !== shopId) {
      return reply.code(409).send({ error: 'This name is taken.' });
    }
    const shop = await db.shop.update({
      where: { id: shopId },
      data: { handle, page: handle, renamedAt: new Date() },
    });
    request.log.info({ shopId, handle }, 'shop renamed');
    return { page: `https://market.example.com/${shop.page}` };
  });
}
