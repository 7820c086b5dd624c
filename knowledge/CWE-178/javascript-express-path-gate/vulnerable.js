import express from 'express'
import { audit } from './audit.js'
import { keys, meters, tariffs } from './routers.js'

const STAFF_ONLY = ['/tariffs', '/keys']

/** The utility's API: meters are for customers, tariffs and keys for staff. */
export function createApi() {
  const api = express()
  api.use(express.json())

  api.use((req, res, next) => {
    const staffOnly = STAFF_ONLY.some((prefix) => req.path === prefix || req.path.startsWith(`${prefix}/`))
    if (staffOnly && req.session?.role !== 'staff') {
      audit('refused', req.session?.user, req.path)
      return res.status(403).json({ error: 'This is for staff.' })
    }
    next()
  })

  api.use('/meters', meters)
  api.use('/tariffs', tariffs)
  api.use('/keys', keys)
  return api
}
