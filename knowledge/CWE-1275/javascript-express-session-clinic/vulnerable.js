import express from 'express';
import session from 'express-session';
import { RedisStore } from 'connect-redis';
import { appointmentsRouter } from './routes/appointments.js';
import { verifyStaff } from './staff.js';

const SHIFT = 9 * 60 * 60 * 1000;

export function createClinicApp({ redis, sessionSecret, logger }) {
  const app = express();
  app.set('trust proxy', 1);
  app.use(express.urlencoded({ extended: false }));

  app.use(session({
    name: 'clinic.sid',
    store: new RedisStore({ client: redis, prefix: 'clinic:' }),
    secret: sessionSecret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, secure: true, sameSite: 'none', maxAge: SHIFT },
  }));

  app.post('/login', async (req, res, next) => {
    try {
      const staff = await verifyStaff(req.body.user, req.body.password);
      if (!staff) return res.status(401).render('login', { failed: true });
      req.session.regenerate((err) => {
        if (err) return next(err);
        req.session.staffId = staff.id;
        logger.info({ staff: staff.id }, 'shift started');
        res.redirect('/appointments');
      });
    } catch (err) {
      next(err);
    }
  });

  app.use('/appointments', appointmentsRouter);
  return app;
}
