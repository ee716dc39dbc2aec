/**
 * @file From logits to probabilities.
 */

export interface ProbabilitiesAndEntropy {
  /** Sum to 1; 0 for a logit of −∞. */
  probabilities: Float64Array;
  /** Σ −p log p in nats. */
  entropy: number;
}

/** Softmax with the maximum subtracted; sums to 1. −∞ becomes 0. */
export function softmax(logits: Float32Array | Float64Array): Float64Array {
  return softmaxAndEntropy(logits).probabilities;
}

/** Softmax and its entropy, log Z − Σ p·z: one logarithm in place of one for each token. */
export function softmaxAndEntropy(logits: Float32Array | Float64Array): ProbabilitiesAndEntropy {
  let maximum = -Infinity;
  for (const logit of logits) if (logit > maximum) maximum = logit;
  const probabilities = new Float64Array(logits.length);
  let sum = 0;
  let moment = 0;
  for (let id = 0; id < logits.length; id++) {
    const above = logits[id] - maximum;
    const weight = Math.exp(above);
    probabilities[id] = weight;
    sum += weight;
    if (weight > 0) moment += weight * above;
  }
  for (let id = 0; id < probabilities.length; id++) probabilities[id] /= sum;
  return { probabilities, entropy: Math.max(0, Math.log(sum) - moment / sum) };
}

/** log softmax, natural logarithm. */
export function logSoftmax(logits: Float32Array): Float64Array {
  let maximum = -Infinity;
  for (const logit of logits) if (logit > maximum) maximum = logit;
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
