import express from 'express'
import { Team } from './models/team.js'
import { requireLogin } from './session.js'

export const teams = express.Router()

/** The team page: its members, newest first, and how many of them play this week. */
teams.get('/teams/:slug', requireLogin, async (req, res) => {
  const team = await Team.findOne({ slug: req.params.slug })
    .select('name captain members')
    .populate('members', 'nickname joined availableThisWeek')
    .lean()
  if (!team) {
    return res.status(404).json({ error: 'There is no such team.' })
  }
  const members = team.members
    .sort((a, b) => b.joined - a.joined)
    .map((member) => ({ ...member, isCaptain: String(member._id) === String(team.captain) }))
  const playing = members.filter((member) => member.availableThisWeek).length
  res.json({ name: team.name, playing, members })
})
