import { stringify } from 'csv-stringify/sync';

const MAX_ROWS = 20_000;
const TERM = /^record\.(\w+)\s*(===|!==|>=|<=|>|<)\s*("[^"\\]*"|-?\d+(?:\.\d+)?|true|false|null)$/;
const COMPARE = {
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
};

function parseFilter(expression) {
  return expression.split('&&').map((part) => {
    const match = TERM.exec(part.trim());
    if (!match) {
      throw new SyntaxError(`filter not understood: ${part.trim()}`);
    }
    return { field: match[1], compare: COMPARE[match[2]], value: JSON.parse(match[3]) };
  });
}

export function exportRecords(records, { filter, columns }, logger) {
  const terms = filter ? parseFilter(filter) : [];
  const selected = [];
  for (const record of records) {
    if (terms.every(({ field, compare, value }) => Object.hasOwn(record, field) && compare(record[field], value))) {
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
