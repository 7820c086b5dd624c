import Database from 'better-sqlite3';
import type { Request, Response } from 'express';
import path from 'node:path';

const DATA_DIR = '/srv/pos/branches';
const open = new Map<string, Database.Database>();

function branchDatabase(branch: string): Database.Database {
  let db = open.get(branch);
  if (!db) {
    const file = branch.endsWith('.db') ? branch : `${branch}.db`;
    db = new Database(path.resolve(DATA_DIR, file));
    db.pragma('journal_mode = WAL');
    db.pragma('busy_timeout = 2000');
    open.set(branch, db);
  }
  return db;
}

export function dailySales(req: Request, res: Response): void {
  const branch = String(req.headers['x-branch'] ?? '').trim();
  const day = String(req.query.day ?? new Date().toISOString().slice(0, 10));
  try {
    const rows = branchDatabase(branch)
      .prepare('SELECT article, SUM(quantity) AS pieces, SUM(total) AS total FROM sales WHERE day = ? GROUP BY article')
      .all(day) as { article: string; pieces: number; total: number }[];
    const total = rows.reduce((sum, row) => sum + row.total, 0);
    res.json({ branch, day, total: Number(total.toFixed(2)), articles: rows });
  } catch (err) {
    res.status(400).json({ error: err instanceof RangeError ? err.message : 'no data for this branch' });
  }
}
