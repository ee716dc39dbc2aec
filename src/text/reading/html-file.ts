/** @file An HTML file: one document, kept as HTML beside the text in it. */
import { LabError } from '../../base/errors';
import type { DocumentPiece } from './documents';
import { decodePage } from './html-encoding';
import { loadHtmlReader } from './html-text';
import { wellFormed } from './jsonl';
import { largestPage, megabytes } from './limits';

/** @throws LabError `text.tooLarge`, `text.binary` */
export async function* readHtml(
  file: Blob,
  name: string,
  onEncoding: (encoding: string) => void,
): AsyncGenerator<DocumentPiece> {
  if (file.size > largestPage) {
    const limit = megabytes(largestPage);
    throw new LabError('text.tooLarge', { name, size: megabytes(file.size), limit });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { text, encoding } = decodePage(bytes);
  const nul = encoding.startsWith('utf-16') ? -1 : bytes.indexOf(0);
  if (nul >= 0) throw new LabError('text.binary', { name, offset: nul });
  onEncoding(encoding.toUpperCase());
  const html = wellFormed(text);
  const textOf = await loadHtmlReader();
  yield { text: textOf(html), continues: false, page: { url: '', html } };
}
