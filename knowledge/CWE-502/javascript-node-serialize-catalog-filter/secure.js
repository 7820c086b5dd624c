import Koa from 'koa';
import Router from '@koa/router';
import { searchCatalog } from './catalog.js';

const router = new Router();
const DEFAULT_FILTER = { category: 'all', sort: 'name', perPage: 24 };
const SORTS = new Set(['name', 'price', 'stock']);

function readSavedFilter(ctx) {
  const raw = ctx.cookies.get('catalog_filter');
  if (!raw) return { ...DEFAULT_FILTER };
  try {
    const text = Buffer.from(raw, 'base64').toString('utf8');
    const saved = JSON.parse(text);
    return {
      category: String(saved.category ?? DEFAULT_FILTER.category),
      sort: SORTS.has(saved.sort) ? saved.sort : DEFAULT_FILTER.sort,
      perPage: Math.min(Number(saved.perPage) || DEFAULT_FILTER.perPage, 100),
    };
  } catch (err) {
    ctx.log.warn({ err }, 'saved filter ignored');
    return { ...DEFAULT_FILTER };
  }
}

router.get('/catalog', async (ctx) => {
  const filter = readSavedFilter(ctx);
  const page = Math.max(Number(ctx.query.page) || 1, 1);
  const { items, total } = await searchCatalog(filter, page);
  ctx.body = { page, pages: Math.ceil(total / filter.perPage), items };
});

export const app = new Koa().use(router.routes());
