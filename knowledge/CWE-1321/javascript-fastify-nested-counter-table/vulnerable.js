import Fastify from 'fastify';

const app = Fastify({ logger: true });
const counters = {};

function record(page, label, amount) {
  if (!counters[page]) counters[page] = {};
  counters[page][label] = (Number(counters[page][label]) || 0) + amount;
  return counters[page][label];
}

function snapshot() {
  const rows = [];
  for (const [page, labels] of Object.entries(counters)) {
    for (const [label, count] of Object.entries(labels)) rows.push({ page, label, count });
  }
  return rows.sort((a, b) => b.count - a.count);
}

app.post(
  '/events',
  {
    schema: {
      body: {
        type: 'object',
        required: ['page', 'label'],
        properties: {
          page: { type: 'string', maxLength: 100 },
          label: { type: 'string', maxLength: 60 },
          amount: { type: 'integer', minimum: 1, maximum: 50, default: 1 },
        },
      },
    },
  },
  async (request) => {
    const { page, label, amount } = request.body;
    return { count: record(page, label, amount) };
  },
);

app.get('/events', async () => ({ rows: snapshot() }));

await app.listen({ port: Number(process.env.PORT ?? 3080) });
