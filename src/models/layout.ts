/**
 * @file All parameters of a model in one flat vector. Matrices come first, since weight decay acts on
 * them alone: the optimiser needs no mask.
 */
import type { NamedArrays } from '../base/arrays';
import { partAlignment } from '../tensor/constants';
import type { Layout } from '../tensor/ops/pack';
import type { ModelConfig } from './config';
import { parameterShapes, sizeOf } from './parameters';

export interface ParameterLayout extends Layout {
  /** The first so many elements belong to matrices, embeddings included. */
  decayed: number;
}

export function parameterLayout(config: ModelConfig): ParameterLayout {
  const all = Object.entries(parameterShapes(config));
  const matrices = all.filter(([, shape]) => shape.length > 1);
  const ordered = [...matrices, ...all.filter(([, shape]) => shape.length === 1)];
  const offsets: number[] = [];
  let size = 0;
  for (const [, shape] of ordered) {
    offsets.push(size);
    size += Math.ceil(sizeOf(shape) / partAlignment) * partAlignment;
  }
  return {
    names: ordered.map(([name]) => name),
    shapes: ordered.map(([, shape]) => shape),
    offsets,
    size,
    decayed: offsets[matrices.length] ?? size,
  };
}

/** @param arrays one of the right shape for each name */
export function flatten(arrays: NamedArrays, layout: Layout): Float32Array {
  const flat = new Float32Array(layout.size);
  layout.names.forEach((name, index) => flat.set(arrays[name].data, layout.offsets[index]));
  return flat;
}

export function named(flat: Float32Array, layout: Layout): NamedArrays {
  const arrays: NamedArrays = {};
  layout.names.forEach((name, index) => {
    const shape = [...layout.shapes[index]];
    const start = layout.offsets[index];
    arrays[name] = { shape, data: flat.slice(start, start + sizeOf(shape)) };
  });
  return arrays;
}
