const express = require('express');
const session = require('express-session');
const teams = require('./services/teams');

const app = express();
app.set('view engine', 'pug');
app.use(express.urlencoded({ extended: false }));
app.use(session({
  secret: process.env.SESSION_SECRET,
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, secure: true, sameSite: 'none', maxAge: 8 * 3600 * 1000 },
}));

app.get('/team/members', async (req, res) => {
  if (!req.session.userId) return res.redirect('/login');
  const members = await teams.listMembers(req.session.teamId);
  res.render('members', { members });
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
