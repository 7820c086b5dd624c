import Fastify from 'fastify';

const app = Fastify({ logger: true });
const counters = new Map();

function record(page, label, amount) {
  if (!counters.has(page)) counters.set(page, new Map());
  const labels = counters.get(page);
  labels.set(label, (labels.get(label) ?? 0) + amount);
  return labels.get(label);
}

function snapshot() {
  const rows = [];
  for (const [page, labels] of counters) {
    for (const [label, count] of labels) rows.push({ page, label, count });
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
