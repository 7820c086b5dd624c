import path from 'node:path';
import pug from 'pug';
import type { FastifyInstance } from 'fastify';
import { products } from '../stores/products';
import { htmlToPdf } from '../pdf';

interface LabelRequest {
  layout: string;
  skus: string[];
  showPrice?: boolean;
}

const LAYOUT_DIR = path.join(__dirname, '../../layouts');
const LAYOUTS = new Map(
  ['shelf', 'pallet', 'parcel', 'sample'].map((name) => [
    name,
    pug.compileFile(path.join(LAYOUT_DIR, `${name}.pug`)),
  ]),
);

export async function labelRoutes(app: FastifyInstance) {
  app.post<{ Body: LabelRequest }>('/labels', async (request, reply) => {
    const { layout, skus, showPrice = true } = request.body;
    if (skus.length === 0 || skus.length > 200) {
      return reply.code(400).send({ error: 'between 1 and 200 articles, please' });
    }

    const render = LAYOUTS.get(layout);
    if (!render) {
      request.log.info({ layout }, 'layout not accepted');
      return reply.code(422).send({ error: 'unknown layout' });
    }

    const items = await products.findBySkus(skus);
    const pages = items.map((item) =>
      render({ sku: item.sku, title: item.title, price: showPrice ? item.price : null }),
    );
    const pdf = await htmlToPdf(pages.join('<div class="break"></div>'));
    request.log.info({ labels: pages.length }, 'labels rendered');
    return reply.type('application/pdf').send(pdf);
  });
}
