import ejs from 'ejs';
import { Router } from 'express';
import { pages } from '../stores/pages.js';
import { monitors } from '../stores/monitors.js';

export const statusPages = Router();

statusPages.get('/status/:slug', async (req, res, next) => {
  try {
    const page = await pages.findBySlug(req.params.slug);
    if (!page) {
      return res.status(404).send('No such page');
    }
    const items = await monitors.listForPage(page.id);
    const up = items.filter((item) => item.state === 'up').length;

    const template = `<!doctype html><title>${page.headline}</title>
      <h1>${page.headline}</h1>
      <p><%= up %> of <%= items.length %> services are up</p>
      <ul><% for (const item of items) { %><li class="<%= item.state %>"><%= item.name %></li><% } %></ul>
      <footer>${page.footer ?? ''}</footer>`;
    const html = ejs.render(template, { items, up });

    res.set('Cache-Control', 'public, max-age=30');
    res.type('html').send(html);
  } catch (err) {
    next(err);
  }
});
