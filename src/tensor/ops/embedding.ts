/**
 * @file Token embedding, with the vectors of positions added where the model has them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';

export interface AddedPositions {
  /** `[positions, width]`; learned, or fixed */
  table: tf.Tensor2D;
  /** Rows are sequences of this many tokens, each from position 0. */
  time: number;
  /** int32 `[rows]`: the position of each row instead; not differentiable when traced. */
  places?: tf.Tensor1D;
}

/**
 * @param table `[vocabulary, width]`
 * @param ids int32 `[rows]`, each below `vocabulary`
 * @returns `[rows, width]`
 */
export function embedding(
  table: tf.Tensor2D,
  ids: tf.Tensor1D,
  positions: AddedPositions | null,
): tf.Tensor2D {
  const trace = activeTrace();
  if (trace) return tracedEmbedding(trace, table, ids, positions);
  const tokens = rowsOf(table, ids);
  if (!positions) return tokens;
  const { time, places } = positions;
  const counted = Int32Array.from({ length: ids.size }, (_, row) => row % time);
  return tf.add(tokens, rowsOf(positions.table, places ?? tf.tensor1d(counted, 'int32')));
}

/** A product with one-hot rows: the gradient of `gather` needs a scatter, which WASM lacks. */
function rowsOf(table: tf.Tensor2D, ids: tf.Tensor1D): tf.Tensor2D {
  return tf.matMul(tf.cast(tf.oneHot(ids, table.shape[0]), 'float32'), table);
}

function tracedEmbedding(
  trace: Trace,
  table: tf.Tensor2D,
  ids: tf.Tensor1D,
  added: AddedPositions | null,
): tf.Tensor2D {
  const [vocabulary, width] = table.shape;
  const rows = ids.size;
  const time = added?.time ?? rows;
  return withGradient<tf.Tensor2D>(
    added ? [table, added.table] : [table],
    () => {
      const { y } = trace.record(
        { kind: 'embedding', rows, width, vocabulary, time },
        { table, ids, positions: added?.table ?? null, places: added?.places ?? null },
        { y: [rows, width] },
      );
      return asMatrix(y, rows, width);
    },
    (gradient) => {
      const tokens = trace.record(
        { kind: 'embeddingGradient', rows, width, vocabulary },
        { gradient, ids },
        { table: [vocabulary, width] },
      );
      if (!added) return [tokens.table];
      const [positions] = added.table.shape;
      const places = trace.record(
        { kind: 'positionGradient', rows, width, time, positions },
        { gradient },
        { positions: [positions, width] },
      );
      return [tokens.table, places.positions];
    },
  );
}
