import { createHmac, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import express from 'express'
import { findScore } from './scores.js'

const SECRET = process.env.DOWNLOAD_SECRET ?? ''
export const downloads = express.Router()

export function signature(id, until) {
  return createHmac('sha256', SECRET).update(`${id}:${until}`).digest()
}

/** Sheet music that was bought; the shop's library page links here with id, until and sig. */
downloads.get('/scores/:id', async (req, res) => {
  const score = await findScore(Number(req.params.id))
  if (!score) return res.sendStatus(404)
  const until = Number(req.query.until)
  const given = Buffer.from(String(req.query.sig), 'hex')
  const expected = signature(score.id, until)
  const signed = given.length === expected.length && timingSafeEqual(given, expected)
  if (!signed || !(until > Date.now())) {
    return res.status(403).send('Please use the link in your library.')
  }
  res.download(join('/srv/scores', score.file), `${score.title}.pdf`)
})
