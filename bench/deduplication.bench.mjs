/**
 * @file Deduplication under Node: seconds, memory and recall of MinHash with LSH on texts with known near-copies,
 * and of suffix arrays. Fails where it is slower or finds less than it must. See `README.md`.
 */
import { importSource } from '../scripts/headless.mjs';
import { say } from '../scripts/project.mjs';
import { megabytes } from './figures.mjs';

export const options = { documents: 20_000, bytes: 2000, megabytes: 10 };

export const needs = () => ({ browser: false, build: false });

const demands = { nearSeconds: 30, recall: 0.95, arraySeconds: 20 };
/** Pairs count as being at similarity 0.8 up to this. */
const [similarity, upTo] = [0.8, 0.82];

const load = (file) => importSource(`src/text/${file}`);

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

const { memoryUsage, resourceUsage } = process;
/** Bytes of the whole process: now, and at most until now. */
const memory = () => ({ now: memoryUsage.rss(), peak: resourceUsage().maxRSS * 1024 });

async function suffixArrays(size, units) {
  const { buildSuffixArray, longestCommonPrefixes } = await load('suffix-array.ts');
  const before = memory();
  const sorted = await timed(() => buildSuffixArray(units, 256));
  const prefixes = await timed(() => longestCommonPrefixes(units, sorted.result));
  const seconds = sorted.seconds + prefixes.seconds;
  const row = {
    what: 'suffix array of bytes',
    size: `${size} MB`,
    seconds: seconds.toFixed(2),
    'µs each': ((1e6 * seconds) / units.length).toFixed(2),
    'MB at start': megabytes(before.now),
    'MB at most': megabytes(memory().peak),
  };
  return { row, isMet: size > 10 || seconds < demands.arraySeconds };
}

/** Pairs of an original and its copy, with their true similarity and whether they were found. */
function knownPairs({ originals }, { clusterOf, shingles }, jaccard) {
  const firsts = new Map();
  return originals.flatMap((original, at) => {
    const first = firsts.get(original);
    firsts.set(original, at);
    if (first === undefined) return [];
    const found = clusterOf[first] === clusterOf[at];
    return [{ similarity: jaccard(shingles[first], shingles[at]), found }];
  });
}

async function nearCopies(documents, bytes) {
  const { inventTexts } = await load('cleaning/testing.ts');
  const { makeKnownCopies } = await load('cleaning/known-copies.ts');
  const { findNearDuplicates } = await load('cleaning/near-duplicates.ts');
  const { nearDuplicates } = await load('cleaning/stages/near-duplicates.ts');
  const { jaccard } = await load('cleaning/shingles.ts');
  // Every second original has a copy.
  const made = makeKnownCopies(inventTexts(1, Math.ceil((documents * 2) / 3), bytes), {
    seed: 1,
    mostCopies: 1,
    mostEdits: 0.03,
  });
  const settings = nearDuplicates.settings.parse({});
  const before = memory();
  const { result, seconds } = await timed(() => findNearDuplicates(made.texts, settings));
  const alike = knownPairs(made, result, jaccard).filter((pair) => pair.similarity >= similarity);
  const near = alike.filter((pair) => pair.similarity < upTo);
  const recall = (pairs) => pairs.filter(({ found }) => found).length / pairs.length;
  const row = {
    what: `MinHash, ${settings.bands} bands of ${settings.rows} rows`,
    size: `${made.texts.length} documents`,
    seconds: seconds.toFixed(2),
    'µs each': ((1e6 * seconds) / made.texts.length).toFixed(0),
    'MB at start': megabytes(before.now),
    'MB at most': megabytes(memory().peak),
    comparisons: result.comparisons,
    [`pairs at ${similarity}`]: near.length,
    [`recall at ${similarity}`]: recall(near).toFixed(4),
    [`recall from ${similarity}`]: recall(alike).toFixed(4),
  };
  return {
    row,
    isMet: (documents > 20_000 || seconds < demands.nearSeconds) && recall(near) > demands.recall,
  };
}

export default async function deduplication({ documents, bytes, megabytes: size }) {
  const { inventTexts } = await load('cleaning/testing.ts');
  const units = Buffer.from(inventTexts(2, 1, size * 1e6)[0]).subarray(0, size * 1e6);
  // A tenth stands twice, so that there are long common prefixes.
  units.copyWithin(units.length / 2, 0, units.length / 10);
  const parts = [
    await suffixArrays(size, units),
    await nearCopies(Math.ceil(documents / 4), bytes),
    await nearCopies(documents, bytes),
  ];
  for (const { row, isMet } of parts) if (!isMet) say(`Not met: ${row.what}`);
  return {
    rows: parts.map(({ row }) => row),
    isMet: parts.every(({ isMet }) => isMet),
    more: { demands },
  };
}
