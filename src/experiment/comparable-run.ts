/**
 * @file The kept run that shows what a model makes of a tokenizer: trained on the same text, with the
 * same tokenizer. The size of the model and the steps may differ, so it is the best of them.
 */
import { bitsPerCharacter } from '../base/bits';
import type { RunRecord } from '../storage/runs';
import { canonicalConfig } from '../text/tokenizers/options';
import type { TokenizerConfig } from '../text/types';
import type { Spec } from './spec';
import { tokenizerConfigOf, type TokenizerPart } from './tokenizer-config';
import { trainingTextKey } from './training-text';

export interface KeptRun {
  record: Pick<RunRecord, 'name' | 'validationLoss' | 'charactersPerToken'>;
  /** Null if this version of the lab cannot read it. */
  spec: (Pick<Spec, 'text' | 'cleaning'> & TokenizerPart) | null;
}

export interface ComparableRun {
  name: string;
  /** Bits per character of the validation text. */
  bits: number;
}

/**
 * @param trainedOn key of the text that the tokenizer was trained on
 * @returns null if there is none, or none that was evaluated
 */
export function bestComparableRun(
  runs: readonly KeptRun[],
  trainedOn: string,
  config: TokenizerConfig,
): ComparableRun | null {
  const wanted = JSON.stringify(canonicalConfig(config));
  let best: ComparableRun | null = null;
  for (const { record, spec } of runs) {
    const { name, validationLoss, charactersPerToken = 0 } = record;
    if (spec === null || validationLoss === null || charactersPerToken === 0) continue;
    if (JSON.stringify(canonicalConfig(tokenizerConfigOf(spec))) !== wanted) continue;
    if (trainingTextKey(spec) !== trainedOn) continue;
    const bits = bitsPerCharacter(validationLoss, charactersPerToken);
    // A run that diverged has none.
    if (Number.isFinite(bits) && bits < (best?.bits ?? Infinity)) best = { name, bits };
  }
  return best;
}
