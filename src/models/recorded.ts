/**
 * @file What pictures are told of a pass through a model. Steps work on the full context, so what they
 * give is cut to the text here.
 */
import { headDimOf, keyValueHeadsOf } from './block';
import type { ModelConfig } from './config';

export interface RecordedAttention {
  /** `[layers, heads, time, time]` */
  probabilities: Float32Array;
  /** `[layers, heads, time, headDim]`, before rotation; heads may share their keys. */
  query: Float32Array;
  key: Float32Array;
}

export interface CrossAttention {
  /** What the encoder reads, with the end of text behind it. */
  source: number[];
  /** What the decoder reads, with the end of text before it. */
  target: number[];
  /** `[layers, heads, target, source]` */
  probabilities: Float32Array;
}

/** Of each token of a text, layer by layer: `[layers, time, perToken]`. */
export interface RecordedRouting {
  experts: Int32Array;
  /** What the experts' answers are multiplied by. */
  gates: Float32Array;
}

type Outputs = Record<string, Float32Array>;

const ofEachLayer = ({ layers }: ModelConfig, name: string) =>
  Array.from({ length: layers }, (_, layer) => `${name}.${layer}`);

/** Names of the outputs that the functions below read. */
export const probabilityNames = (config: ModelConfig) => ofEachLayer(config, 'probabilities');
export const attentionNames = (config: ModelConfig) => [
  ...probabilityNames(config),
  ...ofEachLayer(config, 'queryKeyValue'),
];
export const routingNames = (config: ModelConfig) => [
  ...ofEachLayer(config, 'experts'),
  ...ofEachLayer(config, 'gates'),
];

/** @returns `[layers, heads, queries, keys]` out of `[heads, contextLength, contextLength]` for each layer */
export function cutProbabilities(
  config: ModelConfig,
  outputs: Outputs,
  queries: number,
  keys: number,
): Float32Array {
  const { layers, heads, contextLength } = config;
  const probabilities = new Float32Array(layers * heads * queries * keys);
  let to = 0;
  for (const name of probabilityNames(config)) {
    for (let head = 0; head < heads; head++) {
      for (let query = 0; query < queries; query++) {
        const from = (head * contextLength + query) * contextLength;
        probabilities.set(outputs[name].subarray(from, from + keys), to);
        to += keys;
      }
    }
  }
  return probabilities;
}

/** @param time tokens of the text */
export function cutAttention(
  config: ModelConfig,
  outputs: Outputs,
  time: number,
): RecordedAttention {
  const { layers, heads, width } = config;
  const headDim = headDimOf(config);
  const keyValueHeads = keyValueHeadsOf(config);
  const projectedWidth = width + 2 * keyValueHeads * headDim;
  const query = new Float32Array(layers * heads * time * headDim);
  const key = new Float32Array(layers * heads * time * headDim);
  ofEachLayer(config, 'queryKeyValue').forEach((name, layer) => {
    for (let head = 0; head < heads; head++) {
      const shared = Math.floor((head * keyValueHeads) / heads);
      for (let place = 0; place < time; place++) {
        const row = (layer * heads + head) * time + place;
        const projected = outputs[name].subarray(place * projectedWidth);
        const vector = (at: number) => projected.subarray(at * headDim, (at + 1) * headDim);
        query.set(vector(head), row * headDim);
        key.set(vector(heads + shared), row * headDim);
      }
    }
  });
  return { probabilities: cutProbabilities(config, outputs, time, time), query, key };
}

/** @param time tokens of the text */
export function cutRouting(config: ModelConfig, outputs: Outputs, time: number): RecordedRouting {
  const size = time * (config.experts?.perToken ?? 0);
  const cut = (name: string) =>
    ofEachLayer(config, name).flatMap((output) => [...outputs[output].subarray(0, size)]);
  return { experts: Int32Array.from(cut('experts')), gates: Float32Array.from(cut('gates')) };
}
