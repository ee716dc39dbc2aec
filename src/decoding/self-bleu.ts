/**
 * @file Self-BLEU (Zhu et al. 2018, arXiv 1802.01886): how much each of several texts is made of the
 * n-grams of the others, n = 1 … 4. 1: they all say the same; near 0: they share nothing. BLEU (Papineni
 * et al. 2002) with the other texts as references, the reference of the nearest length for the brevity
 * penalty, and 0.1 in place of a count of 0 (smoothing 1 of Chen & Cherry 2014).
 */

const orders = [1, 2, 3, 4];
const smallCount = 0.1;

/** How often a text at most, and the next one, has an n-gram. */
interface Holders {
  owner: number;
  most: number;
  second: number;
}

function countGrams(ids: readonly number[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + n <= ids.length; start++) {
    const gram = ids.slice(start, start + n).join();
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** For each n-gram the two texts that have it most often, so that each text finds the others' maximum. */
function holdersOf(counts: readonly Map<string, number>[]): Map<string, Holders> {
  const holders = new Map<string, Holders>();
  counts.forEach((grams, owner) => {
    for (const [gram, count] of grams) {
      const known = holders.get(gram);
      if (!known) holders.set(gram, { owner, most: count, second: 0 });
      else if (count > known.most) {
        holders.set(gram, { owner, most: count, second: known.most });
      } else known.second = Math.max(known.second, count);
    }
  });
  return holders;
}

/** Length of the other text that is nearest in length; the shorter of two. */
function nearestLength(texts: readonly (readonly number[])[], text: number): number {
  const own = texts[text].length;
  const others = texts.flatMap(({ length }, index) => (index === text ? [] : [length]));
  return others.reduce((nearest, length) => {
    const closer = Math.abs(length - own) - Math.abs(nearest - own);
    return closer < 0 || (closer === 0 && length < nearest) ? length : nearest;
  });
}

/** Mean BLEU-4 of each text against the others, from 0 to 1. @param texts token ids; fewer than two: NaN */
export function selfBleu(texts: readonly (readonly number[])[]): number {
  if (texts.length < 2) return NaN;
  const logPrecision = new Float64Array(texts.length);
  for (const n of orders) {
    const counts = texts.map((ids) => countGrams(ids, n));
    const holders = holdersOf(counts);
    counts.forEach((grams, text) => {
      let clipped = 0;
      for (const [gram, count] of grams) {
        const known = holders.get(gram);
        if (!known) continue;
        clipped += Math.min(count, known.owner === text ? known.second : known.most);
      }
      const all = Math.max(1, texts[text].length - n + 1);
      logPrecision[text] += Math.log(Math.max(clipped, smallCount) / all) / orders.length;
    });
  }
  const sum = texts.reduce((total, ids, text) => {
    const brevity = Math.min(0, 1 - nearestLength(texts, text) / Math.max(1, ids.length));
    return total + Math.exp(brevity + logPrecision[text]);
  }, 0);
  return sum / texts.length;
}
