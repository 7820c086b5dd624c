import cookieParser from 'cookie-parser'
import express from 'express'
import { checkPassword, findMember } from './members.js'

export const members = express.Router()
members.use(cookieParser(process.env.COOKIE_SECRET))

const month = 30 * 24 * 3_600_000

members.post('/login', express.urlencoded({ extended: false }), async (req, res) => {
  const member = await checkPassword(req.body.mail, req.body.password)
  if (!member) return res.status(401).send('Mail or password is wrong.')
  req.session.member = member.id
  if (req.body.remember) {
    res.cookie('member', member.id, { maxAge: month, httpOnly: true, secure: true, sameSite: 'lax' })
  }
  res.redirect('/boats')
})

/** Logs a member in again who came back with the cookie. */
members.use(async (req, _res, next) => {
  if (!req.session.member && req.cookies.member) {
    const member = await findMember(Number(req.cookies.member))
    if (member) req.session.member = member.id
  }
  next()
})
