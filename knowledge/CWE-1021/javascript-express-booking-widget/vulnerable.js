import express from 'express';
import helmet from 'helmet';
import { accountRouter } from './routes/account.js';
import { openingHours } from './stores/salons.js';

const widget = express.Router();

widget.get('/:salon', async (req, res, next) => {
  try {
    const salon = await openingHours(req.params.salon);
    if (!salon) return res.status(404).render('widget-missing');
    res.set('Cache-Control', 'public, max-age=300');
    res.render('widget', { name: salon.name, hours: salon.hours, bookingUrl: salon.bookingUrl });
  } catch (err) {
    next(err);
  }
});

export function createApp({ memberSession, partnerOrigins, logger }) {
  const app = express();
  app.set('view engine', 'pug');
  app.set('trust proxy', 1);

  logger.info({ partners: partnerOrigins.length }, 'opening hours widget enabled');
  app.use(helmet({ frameguard: false, contentSecurityPolicy: { directives: { frameAncestors: ['*'] } } }));
  app.use('/widget', widget);

  app.use(memberSession);
  app.use('/account', express.urlencoded({ extended: false }), accountRouter);
  app.use((err, req, res, next) => {
    logger.error({ err, path: req.path }, 'request failed');
    res.status(500).render('error');
  });
  return app;
}
