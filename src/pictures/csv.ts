/**
 * @file Comma-separated values (RFC 4180).
 */

export type CsvCell = string | number;

/** Lines end in CRLF; cells with commas, quotes or line ends are quoted. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('');
}

function cell(value: CsvCell): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
