import type { FastifyBaseLogger } from 'fastify';

export interface ColumnConfig {
  key: string;
  label: string;
  formatter?: string;
}

type Row = Record<string, unknown>;
type Formatter = (value: unknown, row: Row) => string;

function compileFormatter(source: string): Formatter {
  return new Function('value', 'row', `return String(${source});`) as Formatter;
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
