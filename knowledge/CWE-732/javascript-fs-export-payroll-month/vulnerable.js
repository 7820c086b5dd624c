import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

function csvField(value) {
  const text = String(value ?? '');
  return /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export async function exportPayroll(payslips, month, exportRoot) {
  if (!MONTH.test(month)) {
    throw new RangeError('month must have the form YYYY-MM');
  }
  const directory = path.join(exportRoot, month.slice(0, 4));
  await mkdir(directory, { recursive: true, mode: 0o777 });

  const lines = ['employee;iban;net;currency;month'];
  let total = 0;
  for (const slip of payslips) {
    lines.push([slip.employeeNo, slip.iban, slip.net.toFixed(2), slip.currency, month].map(csvField).join(';'));
    total += slip.net;
  }

  const target = path.join(directory, `payroll-${month}.csv`);
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o666 });
  await rename(draft, target);
  console.log(`payroll ${month}: ${payslips.length} rows, ${total.toFixed(2)} in total`);
  return target;
}
