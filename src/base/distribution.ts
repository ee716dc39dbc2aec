/**
 * @file From logits to probabilities.
 */

/**
 * Softmax with the maximum subtracted; sums to 1. −∞ becomes 0.
 * @param probabilities where it is written, as long as the logits
 */
export function softmax(
  logits: Float32Array | Float64Array,
  probabilities = new Float64Array(logits.length),
): Float64Array {
  const maximum = largestOf(logits);
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    // Most of a chain's logits are cut, and an exponential costs more than a question.
    const weight = logit === -Infinity ? 0 : Math.exp(logit - maximum);
    probabilities[id] = weight;
    sum += weight;
  }
  for (let id = 0; id < probabilities.length; id++) probabilities[id] /= sum;
  return probabilities;
}

export interface SoftmaxFigures {
  /** Of the logits. */
  maximum: number;
  /** Σ e^(z − maximum): a probability is e^(z − maximum) / sum. */
  sum: number;
  /** Σ −p log p in nats. */
  entropy: number;
  /** Probabilities above 0. */
  kept: number;
}

/** What one pass over logits tells of their softmax; the entropy as log Z − Σ p·z, with one logarithm. */
export function softmaxFigures(logits: Float32Array | Float64Array): SoftmaxFigures {
  const maximum = largestOf(logits);
  let sum = 0;
  let moment = 0;
  let kept = 0;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (logit === -Infinity) continue;
    const weight = Math.exp(logit - maximum);
    if (weight === 0) continue;
    sum += weight;
    moment += weight * (logit - maximum);
    kept += 1;
  }
  return { maximum, sum, entropy: Math.max(0, Math.log(sum) - moment / sum), kept };
}

export function largestOf(values: Float32Array | Float64Array): number {
  let largest = -Infinity;
  for (let at = 0; at < values.length; at++) if (values[at] > largest) largest = values[at];
  return largest;
}

/** log softmax, natural logarithm. */
export function logSoftmax(logits: Float32Array): Float64Array {
  const maximum = largestOf(logits);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - maximum);
  const normaliser = maximum + Math.log(sum);
  return Float64Array.from(logits, (logit) => logit - normaliser);
}

/** The most probable token; the smallest id among equals. */
export function mostProbable(logits: Float32Array | Float64Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id] > logits[best]) best = id;
  return best;
}

/** Ids are packed below 20 bits of a sorting key. */
const idRange = 2 ** 20;

/**
 * Ids from the most to the least probable; equal ones by id. Each logit's bits, turned so that they
 * count down, and its id make one number: sorting numbers is many times faster than sorting ids by a
 * function, and a slider over 32,768 tokens must not wait.
 * @param logits fewer than 2²⁰, none NaN
 */
export function sortedIds(logits: Float32Array): Uint32Array {
  // Adding 0 makes −0 and 0 equal.
  const bits = new Uint32Array(logits.map((logit) => logit + 0).buffer);
  const keys = new Float64Array(logits.length);
  for (let id = 0; id < keys.length; id++) {
    const descending = bits[id] < 0x80000000 ? 0x7fffffff - bits[id] : bits[id];
    keys[id] = descending * idRange + id;
  }
  return Uint32Array.from(keys.sort(), (key) => key % idRange);
}

/** How many tokens are more probable than `id` (equal ones with a smaller id count). */
export function rankOf(scores: Float32Array | Float64Array, id: number): number {
  let rank = 0;
  for (let other = 0; other < scores.length; other++) {
    if (scores[other] > scores[id] || (scores[other] === scores[id] && other < id)) rank++;
  }
  return rank;
}

/** Σ −p log p in nats; 0 log 0 is 0. */
export function entropy(probabilities: Float64Array): number {
  let sum = 0;
  for (const probability of probabilities) {
    if (probability > 0) sum -= probability * Math.log(probability);
  }
  return sum;
}

/** The first `count` of `idsByLogit` (fewer if there are fewer), in one pass for a small count. */
export function likeliestIds(logits: ArrayLike<number>, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (best.length === count && !(logits[id] > logits[best[count - 1]])) continue;
    let place = best.length === count ? count - 1 : best.length;
    while (place > 0 && logits[id] > logits[best[place - 1]]) {
      best[place] = best[place - 1];
      place--;
    }
    best[place] = id;
  }
  return best;
}
