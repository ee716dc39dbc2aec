/**
 * @file The logit lens (nostalgebraist 2020): what the model would say if it ended after a layer, from
 * the residual stream there through the last norm and the head. And how large that stream has grown.
 */
import { mostProbable, softmaxFigures } from '../base/distribution';
import { architectureOf, type ModelConfig } from './config';
import type { LanguageModel } from './model';
import { partsOf } from './source-and-target';

/** Of each place of a text, before the first layer and after each: `[layers + 1, time]`. */
export interface LogitLens {
  /** The token that is the most probable there. */
  ids: Int32Array;
  probabilities: Float32Array;
  /** √(mean of the squares) of the residual stream. */
  sizes: Float32Array;
  /** The same of an encoder, which says nothing, at the places of the source; else empty. */
  sourceSizes: Float32Array;
}

/** Names of `watchValues` for the residual stream of a stack, before the first layer and after each. */
export function residualNames(
  { layers, normPlacement }: ModelConfig,
  prefix: '' | 'encoder.' = '',
): string[] {
  const end = normPlacement === 'post' ? 'norm' : 'sum';
  return [
    `${prefix}embedding.sum`,
    ...Array.from({ length: layers }, (_, layer) => `${prefix}layers.${layer}.feedForward.${end}`),
  ];
}

/**
 * Of an encoder-decoder, `source 0 target`: of its decoder, and the places are those of the target.
 * @throws LabError `model.*`
 */
export async function logitLens(model: LanguageModel, ids: readonly number[]): Promise<LogitLens> {
  const { config, vocabularySize } = model;
  const { source, target } = partsOf(config, ids);
  const isPair = architectureOf(config) === 'encoder-decoder';
  const names = residualNames(config);
  const sourceNames = isPair ? residualNames(config, 'encoder.') : [];
  const values = await model.watchValues(ids, [...names, ...sourceNames]);
  const sizesOf = (name: string, time: number) =>
    rowSizes(values[name].data.subarray(0, time * config.width), config.width);
  const said: Pick<LogitLens, 'ids' | 'probabilities'> = {
    ids: new Int32Array(names.length * target.length),
    probabilities: new Float32Array(names.length * target.length),
  };
  for (const [row, name] of names.entries()) {
    const logits = await model.readOut(values[name].data);
    for (let place = 0; place < target.length; place++) {
      const at = row * target.length + place;
      const ofPlace = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
      said.ids[at] = mostProbable(ofPlace);
      said.probabilities[at] = 1 / softmaxFigures(ofPlace).sum;
    }
  }
  return {
    ...said,
    sizes: Float32Array.from(names.flatMap((name) => sizesOf(name, target.length))),
    sourceSizes: Float32Array.from(sourceNames.flatMap((name) => sizesOf(name, source.length))),
  };
}

/** √(mean of the squares) of each row. */
function rowSizes(rows: Float32Array, width: number): number[] {
  return Array.from({ length: rows.length / width }, (_, row) => {
    const squares = rows
      .subarray(row * width, (row + 1) * width)
      .reduce((sum, number) => sum + number * number, 0);
    return Math.sqrt(squares / width);
  });
}
