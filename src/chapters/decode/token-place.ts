/**
 * @file Which token is looked at: one of a column, or one of a branch; and what its panel needs to know of
 * the text that it stands in.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrategyConfig } from '../../decoding/types';
import type { LabelledUpdate } from '../../experiment/decoding-stream';
import { useLab } from '../../state/lab';
import { originOf, tokenizerFromJson } from '../../state/selectors';
import type { BranchOrigin } from '../../state/types';
import type { Tokenizer } from '../../text/types';
import { useBranchName } from './branches/use-branch-name';

/** `token`: its index in the text. */
export type TokenPlace = BranchOrigin & { token: number };

export interface PlacedText {
  result: LabelledUpdate;
  /** What it was written with. */
  used: StrategyConfig;
  prompt: string;
  tokenizer: Tokenizer;
  /** What the text is called. */
  name: string;
  /** Where the token is not the strategy's. */
  origin?: 'given' | 'chosen';
}

/** @param columnTokenizer of the model that wrote the columns */
export function usePlacedText(
  place: TokenPlace | null,
  columnTokenizer: Tokenizer | null,
): PlacedText | null {
  const { t } = useTranslation();
  const decoding = useLab((state) => state.decoding);
  const branches = useLab((state) => state.branches);
  const nameOf = useBranchName();
  const id = place && 'branch' in place ? place.branch : '';
  const written = branches.written[id];
  const tokenizerJson = written?.model?.tokenizerJson;
  const branchTokenizer = useMemo(
    () => (tokenizerJson === undefined ? null : tokenizerFromJson(tokenizerJson)),
    [tokenizerJson],
  );
  if (place === null) return null;
  if ('column' in place) {
    const result = decoding.columns[place.column];
    const config = decoding.shownConfig;
    const used = config?.columns[place.column];
    if (!result || !config || !used || !columnTokenizer) return null;
    const name = t('decode.inColumn', { column: place.column + 1 });
    return { result, used, prompt: config.prompt, tokenizer: columnTokenizer, name };
  }
  const branch = branches.kept.find((candidate) => candidate.id === id);
  if (!branch || !written?.result || !branchTokenizer) return null;
  return {
    result: written.result,
    used: branch.strategy,
    prompt: branch.prompt,
    tokenizer: branchTokenizer,
    name: nameOf(branch),
    origin: originOf(branch, place.token),
  };
}
