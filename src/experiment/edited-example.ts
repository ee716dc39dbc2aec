/**
 * @file A shown example after a press on one of its tokens: it is hidden or shown again (masked), cut out
 * or put back (span corruption), or the place where the given part ends (prefix).
 */
import { cutSpans } from '../training/objectives/span-corruption';
import type { ShownBatch, ShownExample } from './objective-preview';

/** Which line of the example. */
export type ExamplePart = 'source' | 'inputs';

/** What an edit needs to know of a batch. */
type Surroundings = Pick<ShownBatch, 'settings' | 'mask' | 'sentinels'>;

/** Whether tokens of a part can be pressed. */
export function canEdit({ objective, architecture }: ShownBatch['settings'], part: ExamplePart) {
  switch (objective.kind) {
    case 'masked':
      return part === 'inputs';
    case 'prefix':
      return part === 'inputs' || architecture === 'encoder-decoder';
    case 'span-corruption':
      return true;
    case 'next-token':
    case 'pairs':
      return false;
  }
}

/** @returns the same example where nothing can be done there */
export function editedExample(
  batch: Surroundings,
  example: ShownExample,
  part: ExamplePart,
  place: number,
): ShownExample {
  switch (batch.settings.objective.kind) {
    case 'masked':
      return maskedAt(batch, example, place);
    case 'prefix':
      return example.source
        ? dividedAt(example, example.source, part, place)
        : prefixedTo(example, place + 1);
    case 'span-corruption':
      return cutAt(batch, example, part, place);
    case 'next-token':
    case 'pairs':
      return example;
  }
}

function maskedAt({ mask }: Surroundings, example: ShownExample, place: number): ShownExample {
  if (mask === null) return example;
  const target = example.targets[place];
  const isHidden = target >= 0;
  const original = isHidden ? target : example.inputs[place];
  return {
    ...example,
    inputs: example.inputs.with(place, isHidden ? original : mask),
    targets: example.targets.with(place, isHidden ? -1 : original),
  };
}

/** The last token of the prefix gives the first that is learned. */
function prefixedTo(example: ShownExample, prefix: number): ShownExample {
  const { inputs, targets } = example;
  const next = [...inputs.slice(1), targets[targets.length - 1]];
  return { ...example, prefix, targets: next.fill(-1, 0, prefix - 1) };
}

/** The token that was pressed becomes the last of the source. */
function dividedAt(
  example: ShownExample,
  source: readonly number[],
  part: ExamplePart,
  place: number,
): ShownExample {
  const [end] = example.inputs;
  const text = [...source.slice(0, -1), ...example.targets];
  const border = part === 'source' ? place + 1 : source.length - 1 + place;
  // Both parts keep a token.
  if (border < 1 || border >= text.length) return example;
  const targets = text.slice(border);
  return {
    ...example,
    source: [...text.slice(0, border), end],
    inputs: [end, ...targets.slice(0, -1)],
    targets,
  };
}

function cutAt(
  { settings, sentinels }: Surroundings,
  example: ShownExample,
  part: ExamplePart,
  place: number,
): ShownExample {
  const [end] = example.inputs;
  const pieces = piecesOf(example, new Set(sentinels));
  const at = part === 'source' ? { part, place } : { part, place: place - 1 };
  const cut = pieces.map((piece) => {
    // A sentinel stands for its whole gap.
    const isPressed = piece.places.some((one) => one.part === at.part && one.place === at.place);
    return isPressed ? !piece.isCut : piece.isCut;
  });
  const gaps = cut.filter((isCut, index) => isCut && !cut[index - 1]).length;
  if (gaps === 0 || gaps > sentinels.length || cut.every(Boolean)) return example;
  const ids = pieces.map(({ id }) => id);
  const { source, target } = cutSpans(ids, cut, (index) => sentinels[index]);
  if (Math.max(source.length, target.length) >= settings.contextLength) return example;
  return {
    ...example,
    source: [...source, end],
    inputs: [end, ...target],
    targets: [...target, end],
  };
}

interface Piece {
  id: number;
  isCut: boolean;
  /** Where it, or the sentinel of its gap, stands: in the source, or in the target without its ends. */
  places: { part: ExamplePart; place: number }[];
}

/** The window that the example was made of. */
function piecesOf({ source = [], targets }: ShownExample, sentinels: ReadonlySet<number>): Piece[] {
  const target = targets.slice(0, -1);
  return source.slice(0, -1).flatMap((id, place): Piece[] => {
    const own = { part: 'source', place } as const;
    if (!sentinels.has(id)) return [{ id, isCut: false, places: [own] }];
    const start = target.indexOf(id);
    const after = target.findIndex((other, index) => index > start && sentinels.has(other));
    const gap = target.slice(start + 1, after < 0 ? undefined : after);
    return gap.map((token, index) => ({
      id: token,
      isCut: true,
      places: [own, { part: 'inputs', place: start }, { part: 'inputs', place: start + 1 + index }],
    }));
  });
}
