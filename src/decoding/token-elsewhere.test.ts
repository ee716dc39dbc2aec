import { describe, expect, it } from 'vitest';
import { firstTextDivergence } from './divergence';
import { tokenElsewhere, type WrittenColumn } from './token-elsewhere';

/** A column of a vocabulary of labels; `logits` of every token are those given. */
function column(name: string, vocabulary: string[], labels: string[], logits: number[]) {
  const written: WrittenColumn = {
    vocabulary: name,
    labels,
    tokens: labels.map((label) => ({
      id: vocabulary.indexOf(label),
      logits: Float32Array.from(logits),
    })),
    idOf: (label) => {
      const id = vocabulary.indexOf(label);
      return id === -1 ? undefined : id;
    },
  };
  return written;
}

const words = ['the', '·cat', '·dog', '·sat'];
const letters = ['t', 'h', 'e', '·', 'c', '·cat', '·sat'];

describe('a token elsewhere', () => {
  const first = column('words', words, ['the', '·cat', '·sat'], [0, 2, 1, 0]);
  const other = column('words', words, ['the', '·dog', '·sat'], [0, 1, 2, 0]);

  it('is found by its id where vocabularies are the same', () => {
    const found = tokenElsewhere(first, 1, other);
    const sum = 2 + Math.E + Math.E ** 2;
    expect(found).toMatchObject({ kind: 'known', rank: 1, samePrefix: true });
    expect(found.kind === 'known' ? found.probability : 0).toBeCloseTo(Math.E / sum);
    expect(tokenElsewhere(first, 2, other)).toMatchObject({ kind: 'known', samePrefix: false });
    expect(tokenElsewhere(first, 1, { ...other, tokens: [], labels: [] })).toEqual({
      kind: 'shorter',
    });
  });

  it('is found by its text where they are not', () => {
    const spelled = column('letters', letters, ['t', 'h', 'e', '·', 'c'], [0, 0, 0, 1, 0, 2, 0]);
    expect(tokenElsewhere(first, 1, spelled)).toMatchObject({ kind: 'known', rank: 0 });
    expect(tokenElsewhere(first, 0, spelled)).toEqual({ kind: 'unknown' });
    // It stands after “the·cat”, of which the other has only “the·c”.
    expect(tokenElsewhere(first, 2, spelled)).toEqual({ kind: 'shorter' });
    const passed = column(
      'letters',
      letters,
      ['t', 'h', 'e', '·cat', '·sat'],
      [0, 0, 0, 0, 0, 0, 1],
    );
    expect(tokenElsewhere(first, 2, passed)).toMatchObject({ kind: 'known', rank: 0 });
    expect(tokenElsewhere(passed, 1, first)).toEqual({ kind: 'apart' });
  });
});

describe('texts of different vocabularies', () => {
  it('part at the first token that says something else', () => {
    expect(firstTextDivergence(['the', '·cat'], ['t', 'he', '·', 'dog'])).toBe(3);
    expect(firstTextDivergence(['the', '·cat'], ['t', 'he', '·ca'])).toBeNull();
    expect(firstTextDivergence(['the'], ['t', 'he', '·dog'])).toBeNull();
    expect(firstTextDivergence(['the', '·cat'], ['the·cow'])).toBe(0);
    expect(firstTextDivergence([], ['x'])).toBeNull();
  });
});
