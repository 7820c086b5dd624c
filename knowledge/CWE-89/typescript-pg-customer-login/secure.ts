import { Pool } from 'pg';
import { compare } from 'bcrypt';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

export interface Customer {
  id: number;
  email: string;
  displayName: string;
}

export async function signIn(shop: string, email: string, password: string): Promise<Customer | null> {
  const client = await pool.connect();
  try {
    const address = email.trim().toLowerCase();
    const result = await client.query(
      "SELECT c.id, c.email, c.display_name, c.password_hash FROM customers c " +
        "JOIN shops s ON s.id = c.shop_id " +
        "WHERE s.slug = $1 AND c.email = $2 AND c.closed_at IS NULL",
      [shop, address],
    );
    const row = result.rows[0];
    if (!row || !(await compare(password, row.password_hash))) {
      return null;
    }
    await client.query('UPDATE customers SET last_login = now() WHERE id = $1', [row.id]);
    return { id: row.id, email: row.email, displayName: row.display_name };
  } finally {
    client.release();
  }
}
