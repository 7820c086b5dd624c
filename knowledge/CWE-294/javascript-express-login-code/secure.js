import { randomInt } from 'node:crypto'
import express from 'express'
import { sendMail } from './mail.js'

const codes = new Map()
export const login = express.Router()

login.post('/login/code', async (req, res) => {
  const email = String(req.body.email).trim().toLowerCase()
  const code = String(randomInt(10_000_000, 100_000_000))
  codes.set(email, { code, until: Date.now() + 10 * 60_000, tries: 0 })
  await sendMail(email, 'Your code', `Use ${code} to log in.`)
  res.status(204).end()
})

login.post('/login', (req, res) => {
  const email = String(req.body.email).trim().toLowerCase()
  const pending = codes.get(email)
  if (!pending || pending.until < Date.now() || pending.tries >= 5) {
    return res.status(401).json({ error: 'Ask for a new code.' })
  }
  pending.tries += 1
  if (pending.code !== String(req.body.code)) {
    return res.status(401).json({ error: 'Wrong code.' })
  }
  codes.delete(email)
  req.session.regenerate(() => {
    req.session.email = email
    res.json({ email })
  })
})
