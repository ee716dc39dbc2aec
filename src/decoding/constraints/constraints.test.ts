/**
 * @file Constraints against JavaScript's own `RegExp`, against all texts that there are, and against a
 * reader of JSON.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../base/errors';
import { Constraint, type MatchState } from './constraint';
import { parseJsonSchema } from './json-schema';
import { parseRegularExpression } from './regular-expression';
import { byteTokens, randomExpression, vocabularyOf, writeAtRandom } from './testing';

const alphabet = ['a', 'b', 'c', 'é', '中', '😀', '\\.', ' '];
const matches = (source: string, text: string) => new RegExp(`^(?:${source})$`, 'u').test(text);
const merged = ['ab', 'ba', 'aa', 'bca', 'é中', '中😀', ' a', 'cc ', '..', 'a.b'];
/** Halves of characters too. */
const halves = [
  Uint8Array.of(0x62, 0xe4),
  Uint8Array.of(0xb8, 0xad, 0x61),
  Uint8Array.of(0xf0, 0x9f),
];

function problemOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof LabError) return `${error.code} ${error.values.place ?? ''}`.trim();
    throw error;
  }
  return 'none';
}

describe('regular expressions', () => {
  it('everything that is written matches, and nothing is a dead end', () => {
    const vocabularies = [
      vocabularyOf([...byteTokens, ...merged, ...halves]),
      vocabularyOf(['a', 'b', 'c', 'é', '中', '😀', '.', ' ', '1', ...merged]),
      vocabularyOf(['a', 'ab', 'bb', 'cé', ' ', ...halves]),
    ];
    let ended = 0;
    fc.assert(
      fc.property(
        randomExpression(alphabet, false),
        fc.constantFrom(...vocabularies),
        fc.nat({ max: 1000 }),
        (source, vocabulary, seed) => {
          const expression = parseRegularExpression(source);
          if (problemOf(() => new Constraint(expression, vocabulary)) !== 'none') return;
          const constraint = new Constraint(expression, vocabulary);
          const { text, hasEnded, ids } = writeAtRandom(constraint, vocabulary, seed, 10);
          const state = constraint.matchState(ids);
          expect(state).not.toBe('broken');
          if (hasEnded) {
            ended += 1;
            expect([source, text, matches(source, text)]).toEqual([source, text, true]);
            expect(constraint.matchState([...ids, 0])).toBe('must-end');
          } else if (state === 'open' && !text.includes('\uFFFD')) {
            // Not within a character.
            expect(matches(source, text)).toBe(false);
          }
        },
      ),
      { numRuns: 250 },
    );
    expect(ended).toBeGreaterThan(60);
  });

  it('allow exactly the tokens after which the vocabulary can spell a match', () => {
    const letters = ['a', 'b', 'c'];
    const longest = 6;
    const texts = [''];
    for (let at = 0; (texts[at]?.length ?? longest) < longest; at++) {
      texts.push(...letters.map((letter) => texts[at] + letter));
    }
    const tokens = fc.uniqueArray(
      fc.constantFrom(...texts.filter(({ length }) => length > 0 && length < 4)),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(randomExpression(letters, true), tokens, (source, chosen) => {
        const canSpell = (text: string): boolean =>
          text === '' ||
          chosen.some((token) => text.startsWith(token) && canSpell(text.slice(token.length)));
        const pattern = new RegExp(`^(?:${source})$`, 'u');
        // Longer ones than were listed would be missed.
        if (pattern.test('a'.repeat(longest + 1)) || /\{2\}.*\{2\}|\{0,2\}.*\{0,2\}/.test(source))
          return;
        const spelled = texts.filter((text) => pattern.test(text) && canSpell(text));
        if (spelled.some((text) => text.length > 4)) return;
        const vocabulary = vocabularyOf(chosen);
        const expression = parseRegularExpression(source);
        if (spelled.length === 0) {
          expect(problemOf(() => new Constraint(expression, vocabulary))).toMatch(
            /unspellable|nothing/,
          );
          return;
        }
        const constraint = new Constraint(expression, vocabulary);
        for (const written of [[], ...chosen.map((_, at) => [at + 1])]) {
          const before = written.map((id) => chosen[id - 1]).join('');
          const isAllowed = constraint.allowed(written);
          const leads = (text: string) =>
            spelled.some((whole) => whole.startsWith(text) && canSpell(whole.slice(text.length)));
          expect(isAllowed(0)).toBe(pattern.test(before));
          chosen.forEach((token, at) => expect(isAllowed(at + 1)).toBe(leads(before + token)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a|b)', 'constraint.unexpected 4'],
    ['*a', 'constraint.unexpected 1'],
    ['a**', 'constraint.unexpected 3'],
    ['a{2', 'constraint.ends'],
    ['a{x}', 'constraint.unexpected 3'],
    ['a}', 'constraint.unexpected 2'],
    ['中(ab', 'constraint.unclosed 2'],
    ['[ab', 'constraint.unclosed 1'],
    ['ab\\', 'constraint.unclosed 3'],
    ['^ab', 'constraint.unsupported 1'],
    ['ab$', 'constraint.unsupported 3'],
    ['a\\b', 'constraint.unsupported 2'],
    ['(?=a)', 'constraint.unsupported 1'],
    ['(a)\\1', 'constraint.unsupported 4'],
    ['\\u12', 'constraint.unsupported 1'],
    ['\\u{110000}', 'constraint.unsupported 1'],
    ['a{3,2}', 'constraint.repeat 2'],
    ['a{1001}', 'constraint.repeat 2'],
    ['x[z-a]', 'constraint.range 3'],
    ['[\\d-z]', 'constraint.range 2'],
    ['[]', 'constraint.nothing'],
    ['a[]|b[^\\s\\S]', 'constraint.nothing'],
    ['\\u{1F600}', 'none'],
    ['[^]*?', 'none'],
    [`${'('.repeat(200)}a${')'.repeat(200)}`, 'constraint.large'],
    ['((((a{0,1000}){0,1000}){0,1000}){0,1000})', 'constraint.large'],
    ['((){1000}){1000}', 'constraint.large'],
  ])('%s: %s', (source, problem) => {
    const make = () => new Constraint(parseRegularExpression(source), vocabularyOf(byteTokens));
    expect(problemOf(make)).toBe(problem);
  });

  it('what a vocabulary cannot spell is told, at once or never met', () => {
    const abc = vocabularyOf(['a', 'b', 'c', 'bc']);
    const make = (source: string) => new Constraint(parseRegularExpression(source), abc);
    expect(problemOf(() => make('a*x'))).toBe('constraint.unspellable');
    const constraint = make('a(bx|c)');
    expect([0, 1, 2, 3, 4].filter(constraint.allowed([1]))).toEqual([3]);
    expect(constraint.matchState([])).toBe('open');
    expect(constraint.matchState([1, 3])).toBe('must-end');
    expect(constraint.matchState([1, 2])).toBe('broken');
    expect(constraint.matchState([1, 0])).toBe('broken');
    expect(make('ab*').matchState([1])).toBe('may-end');
  });

  it('an automaton that would explode is refused, not built for ever', () => {
    const abc = vocabularyOf(['a', 'b']);
    const make = () => new Constraint(parseRegularExpression('(a|b)*a(a|b){30}'), abc);
    expect(problemOf(make)).toBe('constraint.large');
  });
});

interface TestSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: TestSchema[];
  items?: TestSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  properties?: Record<string, TestSchema>;
  required?: string[];
  additionalProperties?: false;
}

const schemas: TestSchema[] = [
  { type: 'string', minLength: 2, maxLength: 4 },
  { type: 'string', pattern: '[a"\\\\\\n]{1,3}|é[^a]' },
  { type: ['integer', 'null'] },
  { type: 'number' },
  { enum: ['a"b', 3, null, { deep: [true] }] },
  { const: { a: [1, 'é'] } },
  { type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 3 },
  {
    items: { anyOf: [{ type: 'integer' }, { items: { type: 'null' }, maxItems: 1 }] },
    maxItems: 2,
  },
  {
    type: 'object',
    properties: {
      a: { type: 'integer' },
      b: { type: 'string', maxLength: 2 },
      c: { properties: { d: { type: 'null' } }, required: ['d'], additionalProperties: false },
    },
    required: ['b'],
  },
  { properties: { x: { type: 'null' }, y: { type: 'null' } } },
  { type: 'object' },
];

/** A small reader of the schemas above, of which it knows each keyword by its own definition. */
function fits(value: unknown, schema: TestSchema): boolean {
  const same = (one: unknown) => JSON.stringify(one) === JSON.stringify(value);
  const isType = (type: string) => {
    if (type === 'integer') return Number.isInteger(value);
    if (type === 'null') return value === null;
    if (type === 'array') return Array.isArray(value);
    return typeof value === type && (type !== 'object' || isRecord(value));
  };
  const { type, anyOf, items, properties, required = [] } = schema;
  if (type && ![type].flat().some(isType)) return false;
  if ('const' in schema && !same(schema.const)) return false;
  if (schema.enum && !schema.enum.some(same)) return false;
  if (anyOf && !anyOf.some((one) => fits(value, one))) return false;
  if (typeof value === 'string') {
    const { length } = [...value];
    const { pattern = '[^]*', minLength = 0, maxLength = Infinity } = schema;
    return matches(pattern, value) && minLength <= length && length <= maxLength;
  }
  if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Infinity } = schema;
    if (value.length < minItems || value.length > maxItems) return false;
    return !items || value.every((item) => fits(item, items));
  }
  if (!isRecord(value) || !properties) return true;
  return (
    required.every((name) => name in value) &&
    Object.entries(value).every(([name, one]) => name in properties && fits(one, properties[name]))
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('JSON schemas', () => {
  const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
  const vocabulary = vocabularyOf([...printable, 'é', '中', '":', '", "', 'true', '{"', '"b":"']);

  it.each(schemas)('%j', (schema) => {
    const constraint = new Constraint(parseJsonSchema(JSON.stringify(schema)), vocabulary);
    const texts = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const { text, hasEnded } = writeAtRandom(constraint, vocabulary, seed);
      if (!hasEnded) continue;
      texts.add(text);
      const value: unknown = JSON.parse(text);
      expect([text, fits(value, schema)]).toEqual([text, true]);
    }
    expect(texts.size).toBeGreaterThan(0);
  });

  const stateOf = (source: string, written: string) => {
    const bytes = vocabularyOf(byteTokens);
    const constraint = new Constraint(parseJsonSchema(source), bytes);
    return constraint.matchState([...new TextEncoder().encode(written)].map((byte) => byte + 1));
  };
  const isWhole = (state: MatchState) => state === 'may-end' || state === 'must-end';

  it('integers are those between the bounds', () => {
    const bound = fc.oneof(
      fc.integer({ min: -1200, max: 1200 }),
      fc.integer({ min: -(1e15 - 1), max: 1e15 - 1 }),
    );
    const near = fc.integer({ min: -15, max: 15 });
    fc.assert(
      fc.property(bound, bound, near, bound, (one, other, offset, any) => {
        const [minimum, maximum] = [Math.min(one, other), Math.max(one, other)];
        const source = JSON.stringify({ type: 'integer', minimum, maximum });
        for (const value of [minimum + offset, maximum + offset, any]) {
          if (Math.abs(value) > 1e15 - 1) continue;
          const isWithin = minimum <= value && value <= maximum;
          expect([value, isWhole(stateOf(source, String(value)))]).toEqual([value, isWithin]);
        }
        expect(stateOf(source, '00')).toBe('broken');
      }),
      { numRuns: 15 },
    );
    const open = '{"type":"integer","minimum":-2.5}';
    expect(
      [-3, -2, 0, 7, 999_999_999_999_999].map((one) => isWhole(stateOf(open, String(one)))),
    ).toEqual([false, true, true, true, true]);
  });

  it('strings may hold what JSON escapes by number, a pair being one character', () => {
    const one = '{"type":"string","minLength":1,"maxLength":1}';
    for (const text of ['"\\u0041"', '"\\ud7ff"', '"\\uE000"', '"\\uD83D\\ude00"', '"\\n"']) {
      expect([text, stateOf(one, text)]).toEqual([text, 'must-end']);
      expect(Array.from(String(JSON.parse(text)))).toHaveLength(1);
    }
    for (const text of ['"\\ud83d"', '"\\ude00', '"\\u00g', '"\\u0041\\u0041']) {
      expect([text, stateOf(one, text)]).toEqual([text, 'broken']);
    }
  });

  it('properties stand in their order, and optional ones may be left out', () => {
    const source = JSON.stringify(schemas[8]);
    const text = (written: string) => stateOf(source, written);
    expect(text('{"b":"x"}')).toBe('must-end');
    expect(text('{"a": -12, "b":"é", "c":{"d":null}}')).toBe('must-end');
    expect(text('{"b":"x","a":1}')).toBe('broken');
    expect(text('{"a":1}')).toBe('broken');
    expect(text('{"a":01')).toBe('broken');
    expect(text('{,')).toBe('broken');
  });

  it.each([
    ['{', 'constraint.json'],
    ['[]', 'constraint.schema'],
    ['{"type":"text"}', 'constraint.schema'],
    ['{"type":"integer","multipleOf":3}', 'constraint.keyword'],
    ['{"type":"number","minimum":3}', 'constraint.bounds'],
    ['{"type":["integer","number"],"maximum":3}', 'constraint.bounds'],
    ['{"type":"string","minimum":3}', 'constraint.bounds'],
    ['{"type":"integer","minimum":1e16}', 'constraint.schema'],
    ['{"type":"integer","minimum":3.2,"maximum":3.8}', 'constraint.nothing'],
    ['{"properties":{"a":{"type":"string","format":"date"}}}', 'constraint.keyword'],
    ['{}', 'constraint.type'],
    ['{"type":"array"}', 'constraint.type'],
    ['{"type":"object","required":["a"]}', 'constraint.required'],
    ['{"type":"string","pattern":"a("}', 'constraint.unclosed 2'],
    ['{"type":"string","minLength":3,"maxLength":2}', 'constraint.nothing'],
    ['{"items":{"type":"null"},"minItems":3,"maxItems":1}', 'constraint.nothing'],
    [`${'{"items":'.repeat(60)}{"type":"null"}${'}'.repeat(60)}`, 'constraint.large'],
  ])('%s: %s', (source, problem) => {
    const make = () => new Constraint(parseJsonSchema(source), vocabulary);
    expect(problemOf(make)).toBe(problem);
  });
});
