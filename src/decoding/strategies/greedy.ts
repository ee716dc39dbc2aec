/**
 * @file Greedy decoding: always the most probable token (the smallest id among equals), which is
 * sampling as the temperature goes to 0.
 */
import { renormalise } from '../distribution';

export function greedy(probabilities: Float64Array): Float64Array {
  let best = 0;
  probabilities.forEach((probability, id) => {
    if (probability > probabilities[best]) best = id;
  });
  return renormalise(probabilities, (id) => id === best);
}
