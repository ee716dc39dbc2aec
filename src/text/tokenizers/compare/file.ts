/**
 * @file A tokenizer from a file: Hugging Face's `tokenizer.json`, or SentencePiece's `.vocab`. The
 * name's ending tells which; of another ending, the first line: that of a `.vocab` has a tab and does not
 * open an object.
 */
import { loadHuggingFace } from './hugging-face';
import type { ComparableTokenizer } from './types';
import { loadVocab } from './vocab';

/** Bytes; no piece is that long. */
const firstLine = 1024;

/** @throws LabError `tokenizer.json`, `tokenizer.vocab` with the reason */
export async function loadTokenizerFile(file: File): Promise<ComparableTokenizer> {
  return (await isVocab(file)) ? loadVocab(file) : loadHuggingFace(file);
}

async function isVocab(file: File): Promise<boolean> {
  if (/\.vocab$/i.test(file.name)) return true;
  if (/\.json$/i.test(file.name)) return false;
  return /^[^\s{][^\t\n]*\t/.test(await file.slice(0, firstLine).text());
}
