/**
 * @file From logits to probabilities.
 */

/** Softmax of logits / temperature with the maximum subtracted; sums to 1. */
export function softmax(logits: Float32Array, temperature = 1): Float64Array {
  let maximum = -Infinity;
  for (const logit of logits) if (logit > maximum) maximum = logit;
  const probabilities = new Float64Array(logits.length);
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    const weight = Math.exp((logits[id] - maximum) / temperature);
    probabilities[id] = weight;
    sum += weight;
  }
  for (let id = 0; id < probabilities.length; id++) probabilities[id] /= sum;
  return probabilities;
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

/** Ids from the most to the least probable; equal ones by id. */
export function sortedIds(scores: Float32Array | Float64Array): Uint32Array {
  const ids = new Uint32Array(scores.length);
  for (let id = 0; id < ids.length; id++) ids[id] = id;
  return ids.sort((left, right) => scores[right] - scores[left] || left - right);
}

/** How many tokens are more probable than `id` (equal ones with a smaller id count). */
export function rankOf(scores: Float32Array | Float64Array, id: number): number {
  let rank = 0;
  for (let other = 0; other < scores.length; other++) {
    if (scores[other] > scores[id] || (scores[other] === scores[id] && other < id)) rank++;
  }
  return rank;
}

/** Sets what is not kept to 0 and scales the rest to sum to 1. */
export function renormalise(
  probabilities: Float64Array,
  isKept: (id: number) => boolean,
): Float64Array {
  const kept = probabilities.map((probability, id) => (isKept(id) ? probability : 0));
  const sum = kept.reduce((total, probability) => total + probability, 0);
  return kept.map((probability) => probability / sum);
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
