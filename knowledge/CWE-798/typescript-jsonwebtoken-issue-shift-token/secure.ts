import { Router, type Request, type Response, type NextFunction } from 'express';
import jwt from 'jsonwebtoken';

import { findEmployee, checkPin } from './employees';

function loadSigningKey(): string {
  const value = process.env.SHIFT_TOKEN_KEY;
  if (!value || value.length < 32) {
    throw new Error('SHIFT_TOKEN_KEY must be set and have at least 32 characters');
  }
  return value;
}

const SIGNING_KEY = loadSigningKey();
const ISSUER = 'shift-planner';

export const tokens = Router();

tokens.post('/token', async (req: Request, res: Response) => {
  const { employeeNo, pin } = req.body as { employeeNo?: string; pin?: string };
  const employee = typeof employeeNo === 'string' ? await findEmployee(employeeNo) : null;
  if (!employee || typeof pin !== 'string' || !(await checkPin(employee, pin))) {
    res.status(401).json({ error: 'login failed' });
    return;
  }
  const token = jwt.sign({ role: employee.role, site: employee.site }, SIGNING_KEY, {
    algorithm: 'HS256',
    subject: String(employee.id),
    issuer: ISSUER,
    expiresIn: '8h',
  });
  res.json({ token, name: employee.displayName });
});

export function requireShiftToken(req: Request, res: Response, next: NextFunction): void {
  const value = req.get('authorization')?.replace(/^Bearer /, '') ?? '';
  try {
    res.locals.claims = jwt.verify(value, SIGNING_KEY, { algorithms: ['HS256'], issuer: ISSUER });
    next();
  } catch {
    res.status(401).json({ error: 'token rejected' });
  }
}
