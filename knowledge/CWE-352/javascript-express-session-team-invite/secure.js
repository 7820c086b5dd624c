const express = require('express');
const session = require('express-session');
const { csrfSync } = require('csrf-sync');
const teams = require('./services/teams');

const app = express();
app.set('view engine', 'pug');
app.use(express.urlencoded({ extended: false }));
app.use(session({
  secret: process.env.SESSION_SECRET,
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 8 * 3600 * 1000 },
}));

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (req) => req.body._csrf,
});
app.use(csrfSynchronisedProtection);

app.get('/team/members', async (req, res) => {
  if (!req.session.userId) return res.redirect('/login');
  const members = await teams.listMembers(req.session.teamId);
  res.render('members', { members, csrfToken: generateToken(req) });
});

app.post('/team/members', async (req, res) => {
  if (!req.session.userId) return res.redirect('/login');
  const { email, role } = req.body;
  if (!['viewer', 'editor', 'admin'].includes(role)) {
    return res.status(400).render('error', { message: 'Unknown role' });
  }
  await teams.invite(req.session.teamId, { email: email.trim().toLowerCase(), role });
  res.redirect('/team/members');
});

module.exports = app;
