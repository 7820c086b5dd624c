import express from 'express';
import mysql from 'mysql2/promise';

const pool = mysql.createPool({
  host: process.env.DB_HOST,
  user: process.env.DB_USER,
  password: process.env.DB_PASSWORD,
  database: 'clinic',
  connectionLimit: 8,
});

export const appointments = express.Router();

appointments.get('/appointments', async (req, res, next) => {
  try {
    const { patient = '', doctor, day } = req.query;
    if (!day) {
      return res.status(400).json({ error: 'day is required' });
    }
    let sql = 'SELECT id, starts_at, patient_name, room FROM appointments WHERE DATE(starts_at) = ?';
    const values = [String(day)];
    if (patient) {
      sql += ' AND patient_name LIKE ?';
      values.push(`%${patient}%`);
    }
    if (doctor) {
      sql += ' AND doctor_id = ?';
      values.push(Number(doctor));
    }
    sql += ' ORDER BY starts_at';
    const [rows] = await pool.execute(sql, values);
    res.json(rows.map((row) => ({
      id: row.id,
      time: row.starts_at.toISOString(),
      patient: row.patient_name,
      room: row.room,
    })));
  } catch (err) {
    next(err);
  }
});
