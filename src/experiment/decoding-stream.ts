/**
 * @file Decoding as a stream of changes. A token carries its logits over the whole vocabulary, so each
 * is sent once: a change has only the tokens from the first one that is new, and the receiving side
 * puts columns together again. So it is with the steps of a beam search's tree.
 */
import type { ErrorReport } from '../base/errors';
import type { ProcessorName } from '../decoding/processors';
import type { KnobName } from '../decoding/processors/processor';
import type { RepeatConfig, RepeatedText } from '../decoding/repeats';
import type { DecodedToken, DecodingConfig, DecodingUpdate } from '../decoding/types';
import type { Tokenizer } from '../text/types';
import type { ModelInfo } from './model-info';
import { speedometer } from './speedometer';

/** A column so far, with its tokens' labels and its text. */
export interface LabelledUpdate extends DecodingUpdate {
  labels: string[];
  text: string;
  /** Of the steps that all columns share, without the first; null before there is a second. */
  tokensPerSecond: number | null;
}

/**
 * Told of each column before the first token: the model that writes it, or why it cannot be written. Later
 * only of one that cannot be written on.
 */
export type ColumnOpening =
  | { column: number; info: ModelInfo; error: null }
  | { column: number; info: ModelInfo | null; error: ErrorReport };

/** A column from its token `from` on, and new steps of its tree; all before is as it was. */
export interface LabelledChange extends LabelledUpdate {
  from: number;
}

/** Who asks for texts: a new request of one ends its own one before, and nobody else's. */
export type DecodingPurpose = 'columns' | 'branches';

/** Several texts on one prompt, side by side. */
export interface DecodingRequest extends DecodingConfig {
  /** For each column the ids that it begins with; none where it is left out. */
  forcedIds?: readonly (readonly number[])[];
  /** `columns` where it is left out. */
  purpose?: DecodingPurpose;
}

/** One knob of one column that goes through its range. */
export interface Sweep {
  column: number;
  processor: ProcessorName;
  knob: KnobName;
  /** Ascending; one for each strategy of the request. */
  values: number[];
}

/** Many texts of several strategies on one prompt. */
export interface RepeatRequest extends RepeatConfig {
  prompt: string;
  /** As of `DecodingConfig`. */
  stop?: string[];
  /** What the strategies differ in, if they are those of a sweep. */
  sweep: Sweep | null;
}

export interface LabelledText extends RepeatedText {
  labels: string[];
  text: string;
}

/** Makes changes of one column's updates. Beam search may replace tokens that were sent before. */
export function changeMaker(tokenizer: Pick<Tokenizer, 'label' | 'decode'>) {
  let sent: readonly DecodedToken[] = [];
  let stepsBefore = 0;
  const speedAt = speedometer();
  return (update: DecodingUpdate): LabelledChange => {
    const before = sent;
    const { tokens, beamSteps } = update;
    const firstNew = tokens.findIndex((token, index) => token !== before[index]);
    const from = firstNew === -1 ? tokens.length : firstNew;
    const freshSteps = beamSteps?.slice(stepsBefore);
    sent = tokens;
    stepsBefore = beamSteps?.length ?? 0;
    const fresh = tokens.slice(from);
    return {
      ...update,
      from,
      beamSteps: freshSteps,
      tokens: fresh,
      labels: fresh.map(({ id }) => tokenizer.label(id)),
      text: tokenizer.decode(tokens.map(({ id }) => id)),
      tokensPerSecond: speedAt(tokens.length),
    };
  };
}

/** The column after a change. @param before the column as it was after the change before */
export function applyChange(
  before: LabelledUpdate | null | undefined,
  { from, ...change }: LabelledChange,
): LabelledUpdate {
  return {
    ...change,
    beamSteps: change.beamSteps && [...(before?.beamSteps ?? []), ...change.beamSteps],
    tokens: [...(before?.tokens.slice(0, from) ?? []), ...change.tokens],
    labels: [...(before?.labels.slice(0, from) ?? []), ...change.labels],
  };
}
