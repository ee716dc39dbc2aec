/**
 * @file The way of tokens through a layer of experts (Shazeer et al. 2017, arXiv 1701.06538): a router
 * chooses one of them for each token (Switch, Fedus et al. 2021, arXiv 2101.03961) or two (Mixtral,
 * Jiang et al. 2024, arXiv 2401.04088); each takes rows up to its capacity, the first ones in their
 * order, and the others are dropped: nothing is added to them. What experts compute is scaled by the
 * gate, and through it the router learns.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ExpertShape, RouterLosses } from '../program/operations/experts';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';

export interface Routing {
  shape: ExpertShape;
  /** `[rows, perToken]`; the router's gradient comes through these. */
  gates: tf.Tensor2D;
  /** int32 `[rows, perToken]` */
  chosen: tf.Tensor;
  /** int32 `[rows, perToken]`: the slot of each choice; −1: dropped. */
  places: tf.Tensor;
  /** int32 `[experts, capacity]`: the choice in each slot, row · perToken + 0 or 1; −1: none. */
  slots: tf.Tensor;
  /** `[2, experts]`: choices of each expert for each token, and its mean probability. */
  shares: tf.Tensor;
  /** `[2]`: of the balance, and of the z-loss, without their factors; see the operation `routing`. */
  losses: tf.Tensor;
}

export interface AuxiliaryLosses extends RouterLosses {
  /** The gradient of the sum that the losses are added to, a single number. */
  gradient: tf.Tensor;
}

/**
 * @param logits `[rows, experts]`
 * @param losses where given, their gradient is added to that of the logits in the backward pass: what is
 * added to a loss need not be carried to it, and layers that are computed twice lose nothing
 */
export function route(
  logits: tf.Tensor2D,
  { perToken, capacity }: Pick<ExpertShape, 'perToken' | 'capacity'>,
  losses: AuxiliaryLosses | null = null,
): Routing {
  const [rows, experts] = logits.shape;
  const shape: ExpertShape = { rows, experts, perToken, capacity };
  const trace = activeTrace();
  return trace ? tracedRoute(trace, logits, shape, losses) : stockRoute(logits, shape, losses);
}

/** The rows of x in their experts' slots, `[experts · capacity, width]`; 0 where there is none. */
export function dispatchRows(x: tf.Tensor2D, { shape, slots, places }: Routing): tf.Tensor2D {
  const { rows, experts, capacity } = shape;
  const [, width] = x.shape;
  const trace = activeTrace();
  if (!trace) return tf.matMul(oneHotSlots(places, shape), x, true);
  const y = [experts * capacity, width];
  return withGradient<tf.Tensor2D>(
    [x],
    () => {
      const sent = trace.record({ kind: 'dispatchRows', ...shape, width }, { x, slots }, { y });
      return asMatrix(sent.y, experts * capacity, width);
    },
    (gradient) => {
      const operation = { kind: 'combineRows', ...shape, width } as const;
      return [trace.record(operation, { x: gradient, places }, { y: [rows, width] }).y];
    },
  );
}

/**
 * What experts made of the rows in their slots, back in the order of tokens and times the gates.
 * @param x `[experts · capacity, width]`
 * @returns `[rows, width]`; 0 where all of a token's choices were dropped
 */
export function combineRows(x: tf.Tensor2D, { shape, slots, places, gates }: Routing): tf.Tensor2D {
  const { rows, perToken, experts, capacity } = shape;
  const [, width] = x.shape;
  const trace = activeTrace();
  if (!trace) return tf.matMul(oneHotSlots(places, shape, gates), x);
  return withGradient<tf.Tensor2D>(
    [x, gates],
    (save) => {
      save(x, gates);
      const inputs = { x, places, gates };
      const operation = { kind: 'combineRows', ...shape, width } as const;
      return asMatrix(trace.record(operation, inputs, { y: [rows, width] }).y, rows, width);
    },
    (gradient, [savedX, savedGates]) => {
      const ofX = trace.record(
        { kind: 'dispatchRows', ...shape, width },
        { x: gradient, slots, gates: savedGates },
        { y: [experts * capacity, width] },
      );
      const ofGates = trace.record(
        { kind: 'gateGradient', ...shape, width },
        { gradient, x: savedX, places },
        { gates: [rows, perToken] },
      );
      return [ofX.y, ofGates.gates];
    },
  );
}

function tracedRoute(
  trace: Trace,
  logits: tf.Tensor2D,
  shape: ExpertShape,
  losses: AuxiliaryLosses | null,
): Routing {
  const { rows, experts, perToken, capacity } = shape;
  const routed = trace.record(
    { kind: 'routing', ...shape },
    { logits },
    {
      probabilities: [rows, experts],
      logSumExp: [rows],
      chosen: [rows, perToken],
      gates: [rows, perToken],
      places: [rows, perToken],
      slots: [experts, capacity],
      shares: [2, experts],
      losses: [2],
    },
  );
  const gates = withGradient<tf.Tensor2D>(
    [logits],
    () => asMatrix(routed.gates, rows, perToken),
    (gradient) => {
      const { probabilities, logSumExp, chosen, shares } = routed;
      const { balance, zLoss } = losses ?? { balance: 0, zLoss: 0 };
      const factor = losses?.gradient ?? null;
      const inputs = { gradient, factor, probabilities, logSumExp, chosen, shares };
      const { logits: ofLogits } = trace.record(
        { kind: 'routingGradient', ...shape, balance, zLoss },
        { ...inputs, gates: routed.gates },
        { logits: [rows, experts] },
      );
      return [ofLogits];
    },
  );
  return { shape, ...routed, gates };
}

/** The choice is made in plain code, since nothing is differentiated through it. */
function stockRoute(
  logits: tf.Tensor2D,
  shape: ExpertShape,
  losses: AuxiliaryLosses | null,
): Routing {
  const { rows, experts, perToken, capacity } = shape;
  const plan = planRoutes(logits.dataSync(), shape);
  const chosen = tf.tensor2d(plan.chosen, [rows, perToken], 'int32');
  const places = tf.tensor2d(plan.places, [rows, perToken], 'int32');
  const slots = tf.tensor2d(plan.slots, [experts, capacity], 'int32');
  const oneHot = tf.cast(tf.oneHot(chosen, experts), 'float32');
  const counted = tf.div<tf.Tensor1D>(tf.sum(oneHot, [0, 1]), rows);
  const kept = (numbers: tf.Tensor2D) =>
    tf.sum<tf.Tensor2D>(tf.mul(oneHot, tf.reshape(numbers, [rows, 1, experts])), 2);
  const probabilities = tf.softmax(logits);
  const gates = perToken === 1 ? kept(probabilities) : tf.softmax(kept(logits));
  const mean = tf.mean<tf.Tensor1D>(probabilities, 0);
  const values = tf.stack([
    tf.mul(tf.sum(tf.mul(counted, mean)), experts),
    tf.mean(tf.square(tf.logSumExp(logits, 1))),
  ]);
  const shares = tf.stack([counted, mean]);
  const routing = { shape, chosen, places, slots, shares, losses: values };
  if (!losses) return { ...routing, gates };
  const weighted = tf.mul(values, tf.tensor1d([losses.balance, losses.zLoss]));
  const carrying = withGradient<tf.Tensor2D>(
    [gates, weighted],
    () => tf.clone(gates),
    (gradient) => [gradient, tf.mul(tf.onesLike(values), losses.gradient)],
  );
  return { ...routing, gates: carrying };
}

/** See the operation `routing`. */
export function planRoutes(
  logits: ArrayLike<number>,
  { rows, experts, perToken, capacity }: ExpertShape,
): Record<'chosen' | 'places' | 'slots', Int32Array> {
  const chosen = new Int32Array(rows * perToken);
  const places = new Int32Array(rows * perToken).fill(-1);
  const slots = new Int32Array(experts * capacity).fill(-1);
  const taken = new Int32Array(experts);
  for (let row = 0; row < rows; row++) {
    const logit = (expert: number) => logits[row * experts + expert];
    const order = Array.from({ length: experts }, (_, expert) => expert);
    order.sort((one, other) => logit(other) - logit(one) || one - other);
    for (let choice = row * perToken; choice < (row + 1) * perToken; choice++) {
      const expert = order[choice % perToken];
      chosen[choice] = expert;
      const place = taken[expert]++;
      if (place >= capacity) continue;
      places[choice] = expert * capacity + place;
      slots[places[choice]] = choice;
    }
  }
  return { chosen, places, slots };
}

/** `[rows, experts · capacity]`: 1, or the gate, where a token has the slot. */
function oneHotSlots(
  places: tf.Tensor,
  { rows, perToken, experts, capacity }: ExpertShape,
  gates?: tf.Tensor2D,
): tf.Tensor2D {
  const slots = experts * capacity;
  const oneHot = tf.cast(tf.oneHot(tf.reshape(places, [rows, perToken]), slots), 'float32');
  const weighted = gates ? tf.mul(oneHot, tf.reshape(gates, [rows, perToken, 1])) : oneHot;
  return tf.sum<tf.Tensor2D>(weighted, 1);
}
