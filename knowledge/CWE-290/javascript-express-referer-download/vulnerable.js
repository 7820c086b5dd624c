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
  const from = req.get('Referer') ?? ''
  if (!from.startsWith('https://shop.example.com/library')) {
    return res.status(403).send('Please use the link in your library.')
  }
  res.download(join('/srv/scores', score.file), `${score.title}.pdf`)
})
