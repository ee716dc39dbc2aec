/**
 * @file Top-K sampling (Fan et al. 2018, arXiv 1805.04833): only the k most probable tokens may be
 * drawn. Tokens that tie with the k-th are kept too, as in Hugging Face transformers.
 */
import { renormalise } from '../distribution';

export function topK(probabilities: Float64Array, k: number): Float64Array {
  if (k >= probabilities.length) return probabilities;
  const threshold = Float64Array.from(probabilities).sort()[probabilities.length - k];
  return renormalise(probabilities, (id) => probabilities[id] >= threshold);
}
