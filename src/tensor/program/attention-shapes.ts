/**
 * @file What attention takes and gives, in training, for pictures and with a cache.
 */
import { countClipped } from '../clipped-distance';
import {
  extensible,
  floats,
  integers,
  optional,
  type OperandShape,
  type OperationShapes,
} from './operand';
import { keysOf, type AttentionOperation, type AttentionShape } from './operations/attention';
import type { CacheOperation, CacheShape } from './operations/cache';

/** Every input and output of an attention. */
export function attentionShapes(operation: AttentionOperation | CacheOperation): OperationShapes {
  switch (operation.kind) {
    case 'attention': {
      const { batch, heads, time, headDim } = operation;
      return {
        inputs: {
          ...attentionSources(operation),
          ...attentionOptions(operation),
          ...distanceValues(operation),
          sinks: optional(floats(heads)),
          ...attentionKey(operation),
        },
        outputs: {
          y: floats(batch * time * heads * headDim),
          logSumExp: floats(batch * heads * time),
        },
      };
    }
    case 'attentionGradient': {
      const { batch, heads, time, headDim } = operation;
      const sources = attentionSources(operation);
      return {
        inputs: {
          gradient: floats(batch * time * heads * headDim),
          y: floats(batch * time * heads * headDim),
          logSumExp: floats(batch * heads * time),
          ...sources,
          ...attentionOptions(operation),
          ...byDistance('distanceSlopes', operation),
          ...attentionKey(operation),
        },
        outputs: {
          ...{
            ...sources,
            ...relativeProducts({ ...operation, rows: batch * time }),
          },
          rowSums: floats(batch * heads * time),
          ...byDistance('distanceShares', operation),
          ...biasByDistance(operation),
        },
      };
    }
    case 'sinkGradient': {
      const { batch, heads, time } = operation;
      const rows = floats(batch * heads * time);
      return {
        inputs: { sinks: floats(heads), logSumExp: rows, rowSums: rows },
        outputs: { sinks: floats(heads) },
      };
    }
    case 'attentionProbabilities': {
      const { batch, heads, time } = operation;
      return {
        inputs: {
          ...attentionSources(operation),
          ...attentionOptions(operation),
          sinks: optional(floats(heads)),
        },
        outputs: { probabilities: floats(batch * heads * time * keysOf(operation)) },
      };
    }
    case 'attentionOfPairs': {
      const { batch, heads, time, keyTime, headDim, rowWidth } = operation;
      return {
        inputs: {
          keyValue: floats(batch * keyTime * rowWidth),
          probabilities: floats(batch * heads * time * keyTime),
          seen: floats(heads * time * keyTime),
          ...distanceValues(operation),
        },
        outputs: { y: floats(batch * time * heads * headDim) },
      };
    }
    case 'cacheWrite': {
      const cache = floats(cacheSize(operation));
      return {
        inputs: { ...cachedRows(operation), cache, cacheRows: integers(operation.rows) },
        outputs: { cache },
      };
    }
    case 'cachedAttention': {
      const { rows, context, heads, headDim } = operation;
      return {
        inputs: {
          ...cachedRows(operation),
          cache: floats(cacheSize(operation)),
          table: integers(rows * context),
          ...relativeProducts(operation),
          ...distanceValues(operation),
          distanceBias: optional(floats((2 * context - 1) * heads)),
          sinks: optional(floats(heads)),
          prefixes: optional(integers(rows)),
        },
        outputs: { y: floats(rows * heads * headDim) },
      };
    }
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

function attentionSources(shape: AttentionShape): Record<string, OperandShape> {
  const { batch, time, keyTime, heads, keyValueHeads, headDim } = shape;
  const query = batch * time * heads * headDim;
  const keyValue = batch * keysOf(shape) * 2 * keyValueHeads * headDim;
  return keyTime === undefined
    ? { queryKeyValue: floats(query + keyValue) }
    : { query: floats(query), keyValue: floats(keyValue) };
}

function attentionOptions(shape: AttentionShape): Record<string, OperandShape> {
  const { batch, time, keyTime, headDim, mask } = shape;
  const keyLengths = optional(integers(batch));
  if (keyTime !== undefined) return { keyLengths };
  return {
    rotation: optional(extensible(floats(time * headDim))),
    ...relativeProducts({ ...shape, rows: batch * time }),
    ...biasByDistance(shape),
    ...(mask.causal ? { prefixes: optional(integers(batch)) } : {}),
    keyLengths,
  };
}

function biasByDistance({ time, keyTime, heads }: AttentionShape): Record<string, OperandShape> {
  return keyTime === undefined ? { distanceBias: optional(floats((2 * time - 1) * heads)) } : {};
}

function relativeProducts({
  rows,
  heads,
  keyValueHeads,
  clipping,
}: Pick<CacheShape, 'rows' | 'heads' | 'keyValueHeads' | 'clipping'>): Record<
  string,
  OperandShape
> {
  if (!clipping) return {};
  return { relative: floats(rows * (heads + 2 * keyValueHeads) * countClipped(clipping)) };
}

/** Of relative positions: what is added to the values. */
function distanceValues({
  clipping,
  headDim,
}: Pick<CacheShape, 'clipping' | 'headDim'>): Record<string, OperandShape> {
  if (!clipping) return {};
  return { distanceValues: optional(floats(countClipped(clipping) * headDim)) };
}

/** A number of each query and clipped distance. */
function byDistance(
  name: 'distanceSlopes' | 'distanceShares',
  { batch, time, heads, clipping }: AttentionShape,
): Record<string, OperandShape> {
  if (!clipping) return {};
  return { [name]: optional(floats(batch * time * heads * countClipped(clipping))) };
}

const cacheSize = ({ capacity, keyValueHeads, headDim }: CacheShape) =>
  capacity * 2 * keyValueHeads * headDim;

function cachedRows({ rows, heads, keyValueHeads, headDim, context }: CacheShape) {
  return {
    queryKeyValue: floats(rows * (heads + 2 * keyValueHeads) * headDim),
    places: integers(rows),
    rotation: optional(extensible(floats(context * headDim))),
  };
}

function attentionKey({ dropout }: AttentionShape): Record<string, OperandShape> {
  return dropout > 0 ? { dropoutKey: integers(1) } : {};
}
