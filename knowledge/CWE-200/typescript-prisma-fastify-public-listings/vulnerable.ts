import type { FastifyInstance } from 'fastify';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

interface ListingQuery {
  city?: string;
  maxRent?: number;
}

export async function listingRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: ListingQuery }>(
    '/listings',
    {
      schema: {
        querystring: {
          type: 'object',
          properties: { city: { type: 'string', maxLength: 80 }, maxRent: { type: 'number', minimum: 0 } },
        },
      },
    },
    async (request, reply) => {
      const { city, maxRent } = request.query;
      const listings = await prisma.listing.findMany({
        where: { city, rent: maxRent === undefined ? undefined : { lte: maxRent } },
        include: { owner: true, remarks: true, photos: true },
        orderBy: { publishedAt: 'desc' },
        take: 40,
      });
      request.log.info({ city, count: listings.length }, 'listings served');
      return reply.header('cache-control', 'public, max-age=60').send({ listings });
    },
  );
}
