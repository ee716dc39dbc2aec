/**
 * @file What a file holds, told by the end of its name. `.gz` after another end means that the file
 * is compressed with gzip.
 */
import { LabError } from '../../base/errors';

export type FileKind = 'plain' | 'jsonl' | 'table' | 'parquet' | 'html' | 'warc' | 'zip';

const endings: readonly [RegExp, FileKind][] = [
  [/\.(txt|text|md)$/, 'plain'],
  [/\.(jsonl|ndjson)$/, 'jsonl'],
  [/\.(csv|tsv)$/, 'table'],
  [/\.parquet$/, 'parquet'],
  [/\.(html?|xhtml)$/, 'html'],
  // Common Crawl names its extracted texts `.warc.wet`.
  [/\.(warc|wet)$/, 'warc'],
  [/\.zip$/, 'zip'],
];

/** @throws LabError `text.kind` */
export function kindOf(name: string): { kind: FileKind; isGzip: boolean } {
  const lower = name.toLowerCase();
  const isGzip = lower.endsWith('.gz');
  const inner = isGzip ? lower.slice(0, -'.gz'.length) : lower;
  const found = endings.find(([ending]) => ending.test(inner));
  if (!found) throw new LabError('text.kind', { name });
  return { kind: found[1], isGzip };
}

/** Files that systems leave in folders and archives: hidden ones, thumbnails, macOS's own. */
export function isSystemFile(path: string): boolean {
  return /(^|\/)(\.|__MACOSX\/|thumbs\.db$|desktop\.ini$)/i.test(path);
}
