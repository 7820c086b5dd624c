import express from 'express';
import { Client } from '@elastic/elasticsearch';
import { products } from './db.js';

const elastic = new Client({ node: process.env.ELASTIC_URL });
export const router = express.Router();

router.delete('/internal/index/:name', async (req, res, next) => {
  try {
    await elastic.indices.delete({ index: req.params.name, ignore_unavailable: true });
    res.sendStatus(204);
  } catch (err) {
    next(err);
  }
});

router.post('/internal/index/:name/rebuild', async (req, res, next) => {
  const index = req.params.name;
  let count = 0;
  try {
    for await (const batch of products.batches(500)) {
      const operations = batch.flatMap((p) => [
        { index: { _index: index, _id: String(p.id) } },
        { title: p.title, text: p.description, price: p.priceCents },
      ]);
      const result = await elastic.bulk({ operations, refresh: false });
      if (result.errors) req.log.warn({ index }, 'some documents were rejected');
      count += batch.length;
    }
    res.json({ index, count });
  } catch (err) {
    next(err);
  }
});
