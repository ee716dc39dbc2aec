/**
 * @file The tokenizer of the model that is chosen for the page.
 */
import { useLab } from '../../state/lab';
import { tokenizerFromJson } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';

/** The one that was read last: many fields ask for the same. */
let last: { json: string; tokenizer: Tokenizer } | null = null;

function tokenizerOf(json: string): Tokenizer {
  if (last?.json !== json) last = { json, tokenizer: tokenizerFromJson(json) };
  return last.tokenizer;
}

/** Null until the model is known. */
export function useModelTokenizer(): Tokenizer | null {
  const json = useLab((state) => state.model.info?.tokenizerJson);
  return json === undefined ? null : tokenizerOf(json);
}
