import type { Knex } from 'knex';
import type { Logger } from 'pino';

export interface LeaderboardQuery {
  season: string;
  player?: string;
  sort?: string;
  direction?: string;
  page: number;
}

const PAGE_SIZE = 25;
const SORTABLE: Record<string, string> = {
  score: 'scores.total',
  wins: 'scores.wins',
  name: 'players.display_name',
};

export async function loadLeaderboard(knex: Knex, log: Logger, q: LeaderboardQuery) {
  const builder = knex('scores')
    .join('players', 'players.id', 'scores.player_id')
    .select('players.display_name', 'scores.total', 'scores.wins')
    .where('scores.season', q.season);

  if (q.player) {
    builder.whereRaw('LOWER(players.display_name) LIKE ?', [`%${q.player.toLowerCase()}%`]);
  }
  const column = Object.hasOwn(SORTABLE, q.sort ?? '') ? SORTABLE[q.sort as string] : SORTABLE.score;
  builder.orderBy(column, q.direction === 'asc' ? 'asc' : 'desc');

  const page = Math.max(1, Math.trunc(q.page) || 1);
  const rows = await builder.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE);
  log.debug({ season: q.season, rows: rows.length }, 'leaderboard loaded');
  return rows.map((row, i) => ({ rank: (page - 1) * PAGE_SIZE + i + 1, ...row }));
}
