import { stringify } from 'csv-stringify/sync';

const MAX_ROWS = 20_000;

export function exportRecords(records, { filter, columns }, logger) {
  const selected = [];
  for (const record of records) {
    if (!filter || eval(filter)) {
      selected.push(record);
    }
    if (selected.length >= MAX_ROWS) {
      logger.warn({ filter }, 'export truncated');
      break;
    }
  }
  const rows = selected.map((record) => columns.map((column) => {
    const value = record[column];
    return value instanceof Date ? value.toISOString() : value ?? '';
  }));
  logger.info({ rows: rows.length, filter }, 'records exported');
  return stringify([columns, ...rows]);
}
