import type { FastifyInstance } from 'fastify';
import { AndFilter, Client, EqualityFilter, SubstringFilter } from 'ldapts';

const PEOPLE = 'ou=people,dc=example,dc=org';
const GROUPS = 'ou=doors,dc=example,dc=org';

export async function badgeRoutes(app: FastifyInstance, opts: { url: string; dn: string; password: string }) {
  app.get<{ Params: { badge: string }; Querystring: { prefix?: string } }>('/badges/:badge/doors', async (request, reply) => {
    const { badge } = request.params;
    const prefix = request.query.prefix ?? 'door-';
    const client = new Client({ url: opts.url, timeout: 5000 });
    try {
      await client.bind(opts.dn, opts.password);
      const people = await client.search(PEOPLE, {
        filter: new EqualityFilter({ attribute: 'employeeBadge', value: badge }),
        attributes: ['cn'],
      });
      if (people.searchEntries.length === 0) {
        return reply.code(404).send({ error: 'unknown badge' });
      }
      const [person] = people.searchEntries;
      const groups = await client.search(GROUPS, {
        filter: new AndFilter({
          filters: [
            new EqualityFilter({ attribute: 'member', value: person.dn }),
            new SubstringFilter({ attribute: 'cn', initial: prefix }),
          ],
        }),
        attributes: ['cn'],
      });
      request.log.info({ badge, doors: groups.searchEntries.length }, 'doors listed');
      return { name: person.cn, doors: groups.searchEntries.map((entry) => entry.cn) };
    } finally {
      await client.unbind();
    }
  });
}
