/**
 * @file The logit lens (nostalgebraist 2020): what the model would say if it ended after a layer, from
 * the residual stream there through the last norm and the head. And how large that stream has grown.
 */
import { mostProbable, softmaxFigures } from '../base/distribution';
import { architectureOf, type ModelConfig } from './config';
import type { LanguageModel } from './model';

/** Of each place of a text, before the first layer and after each: `[layers + 1, time]`. */
export interface LogitLens {
  /** The token that is the most probable there. */
  ids: Int32Array;
  probabilities: Float32Array;
  /** √(mean of the squares) of the residual stream. */
  sizes: Float32Array;
}

/** Names of `watchValues` for the residual stream, before the first layer and after each. */
export function residualNames({ layers, normPlacement }: ModelConfig): string[] {
  const end = normPlacement === 'post' ? 'norm' : 'sum';
  return [
    'embedding.sum',
    ...Array.from({ length: layers }, (_, layer) => `layers.${layer}.feedForward.${end}`),
  ];
}

/**
 * Of an encoder-decoder, `source 0 target`: of its decoder, and the places are those of the target.
 * @throws LabError `model.*`
 */
export async function logitLens(
  model: LanguageModel,
  ids: readonly number[],
): Promise<LogitLens & { time: number }> {
  const { config, vocabularySize } = model;
  const { width } = config;
  const names = residualNames(config);
  const values = await model.watchValues(ids, names);
  const isPair = architectureOf(config) === 'encoder-decoder';
  const time = isPair ? Math.max(1, ids.length - ids.indexOf(0)) : ids.length;
  const lens = {
    ids: new Int32Array(names.length * time),
    probabilities: new Float32Array(names.length * time),
    sizes: new Float32Array(names.length * time),
  };
  for (const [row, name] of names.entries()) {
    const residual = values[name].data;
    const logits = await model.readOut(residual);
    for (let place = 0; place < time; place++) {
      const at = row * time + place;
      const said = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
      lens.ids[at] = mostProbable(said);
      lens.probabilities[at] = 1 / softmaxFigures(said).sum;
      const squares = residual
        .subarray(place * width, (place + 1) * width)
        .reduce((sum, number) => sum + number * number, 0);
      lens.sizes[at] = Math.sqrt(squares / width);
    }
  }
  return { ...lens, time };
}
