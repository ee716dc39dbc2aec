/** @file What a column tells besides its text and figures, where its strategy has more to tell. */
import type { StrategyConfig } from '../../decoding/types';
import type { LabelledUpdate } from '../../experiment/decoding-stream';
import type { Tokenizer } from '../../text/types';
import { MirostatCurve } from './mirostat';
import { Speculation } from './speculative';

export interface ColumnNoteProps {
  /** That the result was made with. */
  strategy: StrategyConfig;
  result: LabelledUpdate;
  tokenizer: Tokenizer;
}

export function ColumnNote({ strategy, result, tokenizer }: ColumnNoteProps) {
  if (strategy.kind === 'mirostat') return <MirostatCurve result={result} tau={strategy.tau} />;
  return <Speculation result={result} tokenizer={tokenizer} />;
}
