import express from 'express';
import session from 'express-session';
import MySQLStoreFactory from 'express-mysql-session';
import { carts, audit } from './db.js';

const MySQLStore = MySQLStoreFactory(session);
const app = express();
app.use(session({
  name: 'pharmacy.sid',
  store: new MySQLStore({ uri: process.env.DATABASE_URL, clearExpired: true }),
  secret: process.env.SESSION_SECRET,
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 8 * 3600 * 1000 },
}));

app.post('/logout', async (req, res, next) => {
  try {
    const { userId } = req.session;
    if (userId) {
      await carts.persist(userId, req.session.cart ?? []);
      await audit.add({ userId, event: 'logout', ip: req.ip });
    }
    res.clearCookie('pharmacy.sid', { httpOnly: true, secure: true, sameSite: 'lax' });
    res.redirect('/goodbye');
  } catch (err) {
    next(err);
  }
});

export default app;
