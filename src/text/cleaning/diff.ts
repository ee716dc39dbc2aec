/**
 * @file What changed from one text to another, word by word: the longest common subsequence by dynamic
 * programming (Wagner & Fischer 1974). A word goes with what follows it up to the next.
 */
import { findWords } from './words';

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Between what two texts begin and end with alike, larger tables are not made: all counts as new. */
const largestTable = 4_000_000;

export function diffWords(before: string, after: string): DiffPart[] {
  const [first, second] = [splitPieces(before), splitPieces(after)];
  let start = 0;
  const shorter = Math.min(first.length, second.length);
  while (start < shorter && first[start] === second[start]) start++;
  let tail = 0;
  while (tail < shorter - start && first.at(-1 - tail) === second.at(-1 - tail)) tail++;

  const parts: { kind: DiffPart['kind']; text: string }[] = [];
  const add = (kind: DiffPart['kind'], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  for (const piece of first.slice(0, start)) add('same', piece);
  compareMiddles(
    first.slice(start, first.length - tail),
    second.slice(start, second.length - tail),
    add,
  );
  for (const piece of first.slice(first.length - tail)) add('same', piece);
  return parts;
}

function compareMiddles(
  first: readonly string[],
  second: readonly string[],
  add: (kind: DiffPart['kind'], text: string) => void,
): void {
  const width = second.length + 1;
  const isSmall = (first.length + 1) * width <= largestTable;
  // Length of the longest common subsequence of what is left from each place on.
  const lengths = new Uint16Array(isSmall ? (first.length + 1) * width : 0);
  if (isSmall) {
    for (let here = first.length - 1; here >= 0; here--) {
      for (let there = second.length - 1; there >= 0; there--) {
        const at = here * width + there;
        lengths[at] =
          first[here] === second[there]
            ? lengths[at + width + 1] + 1
            : Math.max(lengths[at + width], lengths[at + 1]);
      }
    }
  }
  let [here, there] = [0, 0];
  while (here < first.length && there < second.length) {
    const at = here * width + there;
    if (isSmall && first[here] === second[there]) {
      add('same', first[here++]);
      there++;
    } else if (!isSmall || lengths[at + width] >= lengths[at + 1]) add('removed', first[here++]);
    else add('added', second[there++]);
  }
  while (here < first.length) add('removed', first[here++]);
  while (there < second.length) add('added', second[there++]);
}

function splitPieces(text: string): string[] {
  const starts = findWords(text).map(({ start }) => start);
  if (starts[0] !== 0) starts.unshift(0);
  return starts
    .map((start, at) => text.slice(start, starts[at + 1] ?? text.length))
    .filter((piece) => piece !== '');
}
