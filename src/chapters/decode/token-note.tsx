/** @file What a token's strategy looked at besides the logits. */
import type { ProcessorContext } from '../../decoding/processors/processor';
import type { DecodedToken, StrategyConfig } from '../../decoding/types';
import type { Tokenizer } from '../../text/types';
import { ContrastiveToken } from './contrastive';
import { GuidanceToken } from './guidance';
import { MirostatToken } from './mirostat';
import { SpeculativeToken } from './speculative';

export interface TokenNoteProps {
  token: DecodedToken;
  /** The one that chose, perhaps with other settings; of another kind it has nothing to tell. */
  strategy: StrategyConfig;
  context: ProcessorContext;
  tokenizer: Tokenizer;
}

export function TokenNote({ token, strategy, context, tokenizer }: TokenNoteProps) {
  const { note } = token;
  if (strategy.kind === 'mirostat' && note?.kind === 'mirostat') {
    return <MirostatToken note={note} />;
  }
  if (strategy.kind === 'contrastive' && note?.kind === 'contrastive') {
    const { candidates } = note;
    const { alpha } = strategy;
    return <ContrastiveToken {...{ candidates, chosenId: token.id, alpha, tokenizer }} />;
  }
  if (strategy.kind === 'speculative' && note?.kind === 'speculative') {
    return <SpeculativeToken {...{ token, note, config: strategy, context, tokenizer }} />;
  }
  if (strategy.kind === 'guidance' && note?.kind === 'guidance') {
    const { negativeLogits } = note;
    return <GuidanceToken {...{ token, negativeLogits, config: strategy, tokenizer }} />;
  }
  return null;
}
