/**
 * @file All parameters of a model in one flat vector. Matrices come first, since weight decay acts on
 * them alone: the optimiser needs no mask. Of these, those of the layers come first, for Muon.
 */
import type { NamedArrays } from '../base/arrays';
import { LabError } from '../base/errors';
import { partAlignment } from '../tensor/constants';
import type { Layout } from '../tensor/ops/pack';
import type { MatrixRun } from '../tensor/program/operations/optimizers';
import { keyValueWidthOf } from './block';
import type { ModelConfig } from './config';
import { parameterShapes, sizeOf } from './parameters';

export interface ParameterLayout extends Layout {
  /** The first so many elements belong to matrices, embeddings included. */
  decayed: number;
  /** The weights of the layers' linear maps: the first so many parameters and elements. */
  hidden: { names: number; size: number; runs: readonly MatrixRun[] };
}

/** Gains and biases are vectors, those of experts one for each. */
const isMatrix = (name: string) => name.endsWith('.weight');
/** Of layers, which are all alike within a stack. */
const stackNames = ['layers.', 'encoder.layers.'];
const isHidden = (name: string) =>
  isMatrix(name) && stackNames.some((stack) => name.startsWith(stack));

export function parameterLayout(config: ModelConfig): ParameterLayout {
  const all = Object.entries(parameterShapes(config));
  const hiddenStacks = stackNames.map((stack) =>
    all.filter(([name]) => isMatrix(name) && name.startsWith(stack)),
  );
  const hidden = hiddenStacks.flat();
  const otherMatrices = all.filter(([name]) => isMatrix(name) && !isHidden(name));
  const vectors = all.filter(([name]) => !isMatrix(name));
  const ordered = [...hidden, ...otherMatrices, ...vectors];
  const offsets: number[] = [];
  let size = 0;
  for (const [, shape] of ordered) {
    offsets.push(size);
    size += Math.ceil(sizeOf(shape) / partAlignment) * partAlignment;
  }
  const hiddenSize = offsets[hidden.length] ?? size;
  let first = 0;
  const runs = hiddenStacks.flatMap((stack): MatrixRun[] => {
    const start = first;
    first += stack.length;
    const perLayer = stack.length / config.layers;
    const step = ((offsets[first] ?? size) - offsets[start]) / config.layers;
    return stack.slice(0, perLayer).flatMap(([name, shape], index): MatrixRun[] => {
      const [rows, columns] = shape.slice(-2);
      const offset = offsets[start + index];
      // The same of all layers, or in each layer those of its experts.
      const places =
        shape.length === 2
          ? [{ offset, count: config.layers, step }]
          : Array.from({ length: config.layers }, (_, layer) => ({
              offset: offset + layer * step,
              count: shape[0],
              step: rows * columns,
            }));
      return places.flatMap((place) =>
        matricesIn(name, columns, config).map(({ from, ...beside }) => ({
          ...place,
          ...{ rows, rowStep: columns },
          ...beside,
          offset: place.offset + from,
        })),
      );
    });
  });
  return {
    names: ordered.map(([name]) => name),
    shapes: ordered.map(([, shape]) => shape),
    offsets,
    size,
    decayed: offsets[hidden.length + otherMatrices.length] ?? size,
    hidden: { names: hidden.length, size: hiddenSize, runs },
  };
}

/** Which matrices, each a linear map of its own, stand side by side in a parameter. */
function matricesIn(
  name: string,
  columns: number,
  config: ModelConfig,
): { from: number; columns: number; beside: number }[] {
  if (name.endsWith('queryKeyValue.weight')) {
    const { width } = config;
    const keyValueWidth = keyValueWidthOf(config);
    if (keyValueWidth === width) return [{ from: 0, columns: width, beside: 3 }];
    return [
      { from: 0, columns: width, beside: 1 },
      { from: width, columns: keyValueWidth, beside: 2 },
    ];
  }
  // Keys and values; gates and values.
  const isPair = name.endsWith('keyValue.weight') || (config.gated && name.endsWith('up.weight'));
  const beside = isPair ? 2 : 1;
  return [{ from: 0, columns: columns / beside, beside }];
}

/** The parameters from number `from` up to `to`, with offsets from 0 on. */
export function partOfLayout(layout: Layout, from: number, to = layout.names.length): Layout {
  const start = layout.offsets[from] ?? layout.size;
  return {
    names: layout.names.slice(from, to),
    shapes: layout.shapes.slice(from, to),
    offsets: layout.offsets.slice(from, to).map((offset) => offset - start),
    size: (layout.offsets[to] ?? layout.size) - start,
  };
}

/**
 * Whether there is an array of the right shape for each name.
 * @throws LabError `storage.damaged`
 */
export function requireArrays(arrays: NamedArrays, layout: Layout, what: string): void {
  layout.names.forEach((name, index) => {
    const shape = layout.shapes[index];
    const array = arrays[name];
    if (array?.shape.join() !== shape.join()) {
      const reason = `${name} should have the shape [${shape}], not [${array?.shape ?? 'none'}]`;
      throw new LabError('storage.damaged', { name: what, reason });
    }
  });
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
