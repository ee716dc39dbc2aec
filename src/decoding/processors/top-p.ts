/**
 * @file Top-P or nucleus sampling (Holtzman et al. 2019, arXiv 1904.09751): the smallest set of most
 * probable tokens whose mass reaches p. A token is kept if the mass strictly above it is below p, so
 * the one that crosses p stays, and at least one always does, at
 * p = 0 too. Equal ones are taken by id.
 */
import { softmax } from '../distribution';
import { keepOnly, type Processor } from './processor';

/** The least probability in the nucleus, and how many of the tokens that have it are in. */
interface Border {
  probability: number;
  equals: number;
}

// Sorting numbers alone is several times faster than sorting ids by them.
function borderOf(probabilities: Float64Array, p: number): Border {
  const ascending = probabilities.slice().sort();
  let massAbove = 0;
  let border: Border = { probability: 0, equals: Infinity };
  for (let at = ascending.length - 1; at >= 0 && (massAbove < p || massAbove === 0); at--) {
    const probability = ascending[at];
    const equals = probability === border.probability ? border.equals + 1 : 1;
    border = { probability, equals };
    massAbove += probability;
  }
  return border;
}

/** Whether each token is in the nucleus of mass `p`. */
export function nucleus(probabilities: Float64Array, p: number): (id: number) => boolean {
  if (p >= 1) return () => true;
  const border = borderOf(probabilities, p);
  const atBorder = new Set<number>();
  for (let id = 0; id < probabilities.length && atBorder.size < border.equals; id++) {
    if (probabilities[id] === border.probability) atBorder.add(id);
  }
  return (id) => probabilities[id] > border.probability || atBorder.has(id);
}

export const topP: Processor = {
  knobs: { p: { minimum: 0, maximum: 1, step: 0.01, initial: 0.9 } },
  apply: (logits, { p }) => keepOnly(logits, nucleus(softmax(logits), p)),
};
