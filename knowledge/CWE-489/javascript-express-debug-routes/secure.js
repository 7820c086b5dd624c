import express from 'express'
import { execSync } from 'node:child_process'
import { pool } from './db.js'
import { bookings } from './bookings.js'

const debug = express.Router()

debug.get('/env', (_req, res) => res.json(process.env))

debug.get('/version', (_req, res) => {
  res.type('text').send(execSync('git log -1 --oneline').toString())
})

debug.post('/reset', async (_req, res) => {
  await pool.query('TRUNCATE bookings, payments RESTART IDENTITY')
  res.json({ reset: true })
})

/** The booking service with its routes; the caller listens. */
export function createApp() {
  const app = express()
  app.use(express.json())
  app.use('/bookings', bookings)
  if (process.env.NODE_ENV === 'development') app.use('/__debug', debug)
  app.get('/health', (_req, res) => res.json({ up: process.uptime() }))
  return app
}
