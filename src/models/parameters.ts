/**
 * @file Names, shapes and first values of a model's parameters. Weights start normal with
 * deviation 0.02; as in GPT-2 (Radford et al. 2019) the projections that write into the residual stream
 * are smaller by √(2·layers), unless the config wants them alike; gains 1, biases 0.
 */
import { Random } from '../base/random';
import type { NamedArrays } from '../base/arrays';
import { feedForwardWidthOf, keyValueWidthOf } from './block';
import { usualDistances, type ModelConfig } from './config';

export type ParameterShapes = Record<string, number[]>;

/** In the order of the forward pass. Weights of linear layers are `[in, out]`. */
export function parameterShapes(config: ModelConfig): ParameterShapes {
  const { vocabularySize, contextLength, layers, heads, width, positions, tiedHead } = config;
  const { normPlacement, gated, experts } = config;
  const hidden = feedForwardWidthOf(config);
  const norm = (name: string): ParameterShapes => ({
    [`${name}.gain`]: [width],
    ...(config.norm === 'layer' ? { [`${name}.bias`]: [width] } : {}),
  });
  const linear = (name: string, from: number, to: number): ParameterShapes => ({
    [`${name}.weight`]: [from, to],
    [`${name}.bias`]: [to],
  });
  const inner = gated ? 2 * hidden : hidden;
  const plain = (name: string): ParameterShapes => ({
    ...linear(`${name}.up`, width, inner),
    ...linear(`${name}.down`, hidden, width),
  });
  const feedForward = (name: string): ParameterShapes => {
    if (!experts) return plain(name);
    const ofEach = Object.entries(plain(name)).map(([part, shape]) => [
      part,
      [experts.count, ...shape],
    ]);
    return {
      [`${name}.router.weight`]: [width, experts.count],
      ...Object.fromEntries(ofEach),
      ...(experts.shared ? plain(`${name}.shared`) : {}),
    };
  };
  /** Those of attention or of a feed-forward layer. */
  const norms = (name: string): ParameterShapes => ({
    ...norm(`${name}.norm`),
    ...(normPlacement === 'sandwich' ? norm(`${name}.outputNorm`) : {}),
  });
  const shapes: ParameterShapes = { 'embedding.token.weight': [vocabularySize, width] };
  if (positions === 'learned') shapes['embedding.position.weight'] = [contextLength, width];
  if (positions === 't5') {
    const { buckets } = config.distances ?? usualDistances;
    shapes['embedding.distance.weight'] = [buckets, heads];
  }
  for (let layer = 0; layer < layers; layer++) {
    const name = `layers.${layer}`;
    Object.assign(
      shapes,
      norms(`${name}.attention`),
      linear(`${name}.attention.queryKeyValue`, width, width + 2 * keyValueWidthOf(config)),
      linear(`${name}.attention.output`, width, width),
      norms(`${name}.feedForward`),
      feedForward(`${name}.feedForward`),
    );
  }
  if (normPlacement !== 'post') Object.assign(shapes, norm('final.norm'));
  if (!tiedHead) shapes['head.weight'] = [vocabularySize, width];
  return shapes;
}

export const sizeOf = (shape: readonly number[]) =>
  shape.reduce((product, size) => product * size, 1);

export function countParameters(config: ModelConfig): number {
  return Object.values(parameterShapes(config)).reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** Those that a token meets: of the experts only its own. */
export function countActiveParameters(config: ModelConfig): number {
  const { experts } = config;
  if (!experts) return countParameters(config);
  const isOfExperts = (name: string) => /feedForward\.(up|down)\./.test(name);
  return Object.entries(parameterShapes(config)).reduce((sum, [name, shape]) => {
    const met = isOfExperts(name) ? experts.perToken / experts.count : 1;
    return sum + met * sizeOf(shape);
  }, 0);
}

/** First values of all parameters; each parameter has its own stream of `seed`. */
export function initialiseParameters(config: ModelConfig, seed: number): NamedArrays {
  const ofResidual = config.initialisation === 'scaled' ? 1 / Math.sqrt(2 * config.layers) : 1;
  const arrays: NamedArrays = {};
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const data = new Float32Array(sizeOf(shape));
    if (name.endsWith('.gain')) data.fill(1);
    else if (name.endsWith('.weight')) {
      const writesResidual = name.endsWith('output.weight') || name.endsWith('down.weight');
      const deviation = 0.02 * (writesResidual ? ofResidual : 1);
      const random = new Random(seed, 'initialise', name);
      for (let index = 0; index < data.length; index++) data[index] = deviation * random.normal();
    }
    arrays[name] = { shape, data };
  }
  return arrays;
}
