import type { FastifyBaseLogger } from 'fastify';

export interface ColumnConfig {
  key: string;
  label: string;
  formatter?: string;
}

type Row = Record<string, unknown>;
type Formatter = (value: unknown, row: Row) => string;

const FORMATTERS = new Map<string, Formatter>([
  ['money', (value) => (Number(value) / 100).toFixed(2)],
  ['percent', (value) => `${(Number(value) * 100).toFixed(1)} %`],
  ['date', (value) => new Date(String(value)).toISOString().slice(0, 10)],
  ['upper', (value) => String(value).toUpperCase()],
]);

function compileFormatter(source: string): Formatter {
  const formatter = FORMATTERS.get(source);
  if (!formatter) {
    throw new RangeError(`unknown formatter "${source}"`);
  }
  return formatter;
}

export function renderTable(columns: ColumnConfig[], rows: Row[], log: FastifyBaseLogger): string[][] {
  const formatters = columns.map((column) => {
    try {
      return column.formatter ? compileFormatter(column.formatter) : String;
    } catch (err) {
      log.warn({ column: column.key, err }, 'formatter ignored');
      return String;
    }
  });
  const header = columns.map((column) => column.label);
  const body = rows.map((row) =>
    columns.map((column, i) => (row[column.key] == null ? '' : formatters[i](row[column.key], row))),
  );
  return [header, ...body];
}
