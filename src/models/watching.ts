/**
 * @file What a step computes that tells of values on the way from tokens to logits.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { Results } from '../tensor/machine';
import type { ModelConfig } from './config';
import {
  hiddenStates,
  logitsOf,
  nextSentenceLogits,
  type ForwardOptions,
  type Parameters,
  type Watch,
} from './transformer';

export interface Watching {
  watch: Watch;
  /** Shapes of the values of those names; filled while the step is made. */
  shapes: Record<string, number[]>;
  outputsOf: (
    parameters: Parameters,
    reading: { tokens: tf.Tensor2D } & Pick<ForwardOptions, 'lengths' | 'memory'>,
  ) => Results['outputs'];
}

/** @param names those of `ForwardOptions.watch` */
export function watchingOf(config: ModelConfig, names: ReadonlySet<string>): Watching {
  const shapes: Watching['shapes'] = {};
  const seen: Results['outputs'] = {};
  const watch: Watch = (name, value) => {
    if (!names.has(name)) return;
    shapes[name] = [...value.shape];
    seen[name] = value;
  };
  return {
    watch,
    shapes,
    outputsOf: (parameters, { tokens, ...reading }) => {
      const [, time] = tokens.shape;
      const options = { ...reading, watch };
      const hidden = hiddenStates(config, parameters, tokens, options);
      logitsOf(config, parameters, hidden, watch);
      if (config.sentencePairs) nextSentenceLogits(parameters, hidden, time, watch);
      return { ...seen };
    },
  };
}
