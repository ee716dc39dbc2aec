/**
 * @file Comma- and tab-separated tables (RFC 4180, and what is found in the wild: semicolons, bars):
 * each row a document. Papa Parse reads the rows; only what is not yet a whole row is held. The first
 * row is a heading if it looks like one; if not, columns are called 1, 2, ….
 */
import { z } from 'zod';
import { LabError } from '../../base/errors';
import type { DocumentPiece } from './documents';
import type { TextColumns } from './file-source';
import { wellFormed } from './jsonl';
import { longestRow, megabytes } from './limits';
import { chooseTextColumn, findUrlColumn } from './text-column';

/** UTF-16 units that are looked at to find out how the table is written. */
const sampleLength = 64 * 1024;
/** Rows that are looked at to find the column with the most text. */
const sampleRows = 100;

/** What Papa Parse's parser returns; its type declaration leaves it open. */
const parsedRows = z.object({
  data: z.array(z.array(z.string())),
  errors: z.array(z.object({ code: z.string() })),
  meta: z.object({ cursor: z.int() }),
});

interface Dialect {
  delimiter: string;
  newline: '\n' | '\r';
}

/** Rows of a table that comes in pieces of any size, many at a time. */
async function* readRows(pieces: AsyncIterable<string>, name: string, isTabs: boolean) {
  const { default: Papa } = await import('papaparse');
  let dialect: Dialect | null = null;
  let held = '';
  let rows = 0;
  let wanted = sampleLength;
  const dialectOf = (sample: string): Dialect => ({
    delimiter: isTabs ? '\t' : Papa.parse(sample, { preview: 50 }).meta.delimiter,
    newline: !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n',
  });
  const parse = (isLast: boolean): string[][] => {
    dialect ??= dialectOf(held);
    const found = parsedRows.parse(new Papa.Parser(dialect).parse(held, 0, !isLast));
    const isOpen = found.errors.some(({ code }) => code === 'MissingQuotes');
    held = held.slice(found.meta.cursor);
    // A row that is not whole yet is tried again when there is twice as much of it.
    wanted = Math.max(sampleLength, 2 * held.length);
    rows += found.data.length;
    if (held.length > longestRow || (isLast && isOpen)) {
      const row = isLast ? rows : rows + 1;
      throw new LabError('text.row', { name, row, limit: megabytes(longestRow) });
    }
    return found.data;
  };
  for await (const piece of pieces) {
    held += piece;
    if (held.length < wanted) continue;
    const found = parse(false);
    if (found.length > 0) yield found;
  }
  yield parse(true);
}

/** Short, all different, and neither numbers nor sentences. An index column may have no name. */
function isHeading(row: string[]): boolean {
  const isName = (cell: string) =>
    cell.length <= 60 &&
    !/\n|[.!?](\s|$)|[。！？]/.test(cell) &&
    (cell === '' || Number.isNaN(+cell));
  const cells = row.map((cell) => cell.trim());
  return new Set(cells).size === cells.length && cells.every(isName) && cells.some(Boolean);
}

interface Layout {
  text: number;
  url: number;
}

/**
 * @param pieces with `\n` as line ends
 * @param column name of the column to use, if there is such a one; empty for none
 * @param onColumns called once, before the first document
 * @throws LabError `text.row`
 */
export async function* readTable(
  pieces: AsyncIterable<string>,
  name: string,
  column: string,
  onColumns: (columns: TextColumns) => void,
): AsyncGenerator<DocumentPiece> {
  let waiting: string[][] = [];
  let layout: Layout | null = null;
  const layOut = (): Layout => {
    const heading = waiting.length > 1 && isHeading(waiting[0]) ? waiting.shift() : undefined;
    const width = waiting.reduce((most, row) => Math.max(most, row.length), 0);
    const names = Array.from({ length: width }, (_, index) => heading?.[index] || `${index + 1}`);
    const lengths = names.map((_, index) =>
      waiting.slice(0, sampleRows).reduce((sum, row) => sum + (row[index]?.length ?? 0), 0),
    );
    const text = chooseTextColumn(names, lengths, column);
    if (text >= 0) onColumns({ names, chosen: names[text] });
    return { text, url: findUrlColumn(names) };
  };
  const documentsOf = function* (rows: string[][], { text, url }: Layout) {
    for (const row of rows) {
      if (row[text] === undefined) continue;
      const piece = { text: wellFormed(row[text]), continues: false };
      yield url < 0 ? piece : { ...piece, page: { url: row[url] ?? '', html: null } };
    }
  };
  for await (const rows of readRows(pieces, name, /\.tsv(\.gz)?$/i.test(name))) {
    waiting = waiting.concat(rows);
    if (layout === null && waiting.length < sampleRows) continue;
    layout ??= layOut();
    yield* documentsOf(waiting, layout);
    waiting = [];
  }
  if (waiting.length > 0) yield* documentsOf(waiting, layout ?? layOut());
}
