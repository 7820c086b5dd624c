import { join } from 'node:path'
import express from 'express'
import Database from 'better-sqlite3'

const root = process.cwd()
const db = new Database(join(root, 'data', 'allotments.sqlite'))

/** The site of the allotment club: pages and pictures, and the list of free plots. */
export function createSite() {
  const app = express()
  app.use(express.static(root, { index: 'index.html', dotfiles: 'allow', maxAge: '1h' }))

  app.get('/api/plots', (_req, res) => {
    const plots = db.prepare('SELECT number, size, rent FROM plots WHERE tenant IS NULL ORDER BY number').all()
    res.json({ plots })
  })

  app.use((_req, res) => {
    res.status(404).sendFile(join(root, 'public', '404.html'))
  })
  return app
}
