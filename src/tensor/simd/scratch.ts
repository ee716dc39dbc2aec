/** @file How much room for intermediate results an operation's kernel takes. */
import type { Operation } from '../program/operation';
import { keysOf, type AttentionShape } from '../program/operations/attention';
import { blockDepth, blockRows, queryBlock, tileColumns, tileRows } from './layout';
import { roundUp } from './memory';

export interface ScratchBytes {
  /** That the threads share. */
  shared: number;
  /** Of each thread. */
  own: number;
}

const tileBytes = 4 * tileRows * tileColumns;

export function scratchOf(operation: Operation): ScratchBytes {
  switch (operation.kind) {
    case 'matmul': {
      const { n, k } = operation;
      const depth = Math.min(blockDepth, roundUp(k, 4));
      return {
        shared: 4 * depth * roundUp(n, tileColumns),
        own: 4 * blockRows * (blockDepth + 4) + tileBytes,
      };
    }
    case 'groupedMatmul':
      return { shared: 0, own: 4 * (blockRows + tileColumns) * (blockDepth + 4) + tileBytes };
    case 'attention':
    case 'attentionProbabilities': {
      const { keyRows, blockRows: rows, width } = headRows(operation);
      const matrices = rows + 2 * keyRows + queryBlock + 8;
      const ofScores = 8 * keyRows + distances(operation);
      return { shared: 0, own: 4 * (matrices * width + ofScores) + tileBytes };
    }
    case 'attentionGradient': {
      const { keyRows, blockRows: rows, width } = headRows(operation);
      const matrices = rows + 5 * keyRows + 4 * queryBlock + 8;
      const ofQueries = queryBlock * (2 * keyRows + 2) + 2 * distances(operation);
      const { batch, heads, time, scoreCap = 0 } = operation;
      const ofCap = scoreCap > 0 ? 8 * keyRows : 0;
      return {
        shared: 4 * batch * heads * (2 * time - 1),
        own: 4 * (matrices * width + ofQueries + ofCap) + tileBytes,
      };
    }
    case 'cacheWrite':
    case 'cachedAttention': {
      const width = roundUp(operation.headDim, 8);
      return { shared: 0, own: 4 * (2 * width + roundUp(operation.context, 4)) };
    }
    case 'sample':
      // A token's place in the order, and its weight.
      return { shared: 0, own: 2 * 4 * roundUp(operation.vocabulary, 4) };
    default:
      return { shared: 0, own: 0 };
  }
}

/** A head's table of distances, with room around it. */
const distances = ({ time }: AttentionShape) => roundUp(2 * time + 12, 4);

/** Rows and columns as the attention kernels pad them. */
function headRows(shape: AttentionShape) {
  const keyRows = roundUp(keysOf(shape), 8);
  const width = roundUp(shape.headDim, 8);
  return { keyRows, blockRows: Math.max(keyRows, queryBlock), width };
}
