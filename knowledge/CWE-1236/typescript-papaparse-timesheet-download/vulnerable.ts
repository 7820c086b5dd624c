import Papa from 'papaparse';

export interface TimeEntry {
  date: string;
  person: string;
  project: string;
  task: string;
  comment: string | null;
  minutes: number;
}

function toHours(minutes: number): string {
  return (minutes / 60).toFixed(2);
}

export function downloadTimesheet(entries: TimeEntry[], month: string, delimiter = ';'): number {
  const rows = entries
    .filter((entry) => entry.date.startsWith(month))
    .sort((a, b) => a.date.localeCompare(b.date))
    .map((entry) => ({
      Date: entry.date,
      Person: entry.person,
      Project: entry.project,
      Task: entry.task,
      Comment: entry.comment ?? '',
      Hours: toHours(entry.minutes),
    }));

  const csv = Papa.unparse(rows, { delimiter, quotes: true, newline: '\r\n' });
  const blob = new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' });
  const url = URL.createObjectURL(blob);

  const link = document.createElement('a');
  link.href = url;
  link.download = `timesheet-${month}.csv`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return rows.length;
}
