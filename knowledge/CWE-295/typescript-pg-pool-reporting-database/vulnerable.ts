import { Pool } from 'pg';

export interface RevenueRow {
  month: string;
  branch: string;
  netTotal: number;
}

const pool = new Pool({
  host: process.env.REPORT_DB_HOST,
  database: 'reporting',
  user: process.env.REPORT_DB_USER,
  password: process.env.REPORT_DB_PASSWORD,
  max: 5,
  idleTimeoutMillis: 30_000,
  ssl: { rejectUnauthorized: false },
});

pool.on('error', (err) => console.error('idle database client failed', err.message));

export async function revenueByBranch(year: number, branches: string[]): Promise<RevenueRow[]> {
  const { rows } = await pool.query<{ month: string; branch: string; net_total: string }>(
    `SELECT to_char(booked_on, 'YYYY-MM') AS month, branch, sum(net) AS net_total
       FROM booking
      WHERE extract(year FROM booked_on) = $1 AND branch = ANY($2)
      GROUP BY 1, 2
      ORDER BY 1, 2`,
    [year, branches],
  );
  return rows.map((row) => ({ month: row.month, branch: row.branch, netTotal: Number(row.net_total) }));
}
