const fastify = require('fastify')({ logger: true });
const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

fastify.register(require('@fastify/jwt'), { secret: process.env.JWT_SECRET });

fastify.decorate('authenticate', async (request) => {
  await request.jwtVerify();
});

fastify.delete(
  '/appointments/:id',
  {
    onRequest: [fastify.authenticate],
    schema: { params: { type: 'object', properties: { id: { type: 'integer', minimum: 1 } } } },
  },
  async (request, reply) => {
    const { id } = request.params;
    const result = await knex.transaction(async (trx) => {
      const slot = await trx('appointments')
        .where({ id, customer_id: request.user.customerId })
        .forUpdate()
        .first();
      if (!slot) return { code: 404, error: 'no such appointment' };
      if (slot.starts_at - Date.now() < 24 * 3600 * 1000) {
        return { code: 409, error: 'appointments can be cancelled until the day before' };
      }
      await trx('appointments').where({ id }).update({ state: 'cancelled', cancelled_at: trx.fn.now() });
      await trx('waiting_list').where({ practice_id: slot.practice_id }).update({ notify: true });
      return { code: 200, practice: slot.practice_id };
    });
    if (result.error) return reply.code(result.code).send({ error: result.error });
    request.log.info({ id, customer: request.user.customerId }, 'appointment cancelled');
    return { cancelled: id };
  },
);

module.exports = fastify;
