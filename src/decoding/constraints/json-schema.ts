/**
 * @file A JSON schema as an expression of all JSON texts that fit it: a subset of JSON Schema (2020-12).
 * Properties are written in the order of the schema; those that `required` does not name may be left
 * out; none are added. `pattern` is for the whole string, `minimum` and `maximum` are for integers. Numbers
 * have at most 15 digits before and after the point. After `:` and `,` one space may stand. Keywords that would have to be ignored are refused.
 */
import { z } from 'zod';
import { LabError } from '../../base/errors';
import {
  characters,
  choice,
  complement,
  literal,
  optional,
  repeat,
  sequence,
  type CharacterRange,
  type Expression,
} from './expression';
import { digit, integersBetween, largestInteger } from './integers';
import { parseRegularExpression } from './regular-expression';

/** UTF-16 units of a schema at most. */
export const longestSchema = 2000;
const deepest = 16;

const typeNames = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'] as const;
const count = z.int().min(0).max(1000);
const bound = z.number().min(-largestInteger).max(largestInteger);

const schemaShape = z.strictObject({
  type: z.union([z.enum(typeNames), z.array(z.enum(typeNames)).min(1)]).optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).min(1).optional(),
  get anyOf() {
    return z.array(schemaShape).min(1).optional();
  },
  get properties() {
    return z.record(z.string(), schemaShape).optional();
  },
  required: z.array(z.string()).optional(),
  additionalProperties: z.literal(false).optional(),
  get items() {
    return schemaShape.optional();
  },
  minItems: count.optional(),
  maxItems: count.optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
  pattern: z.string().optional(),
  minimum: bound.optional(),
  maximum: bound.optional(),
  // Words about the schema, which ask nothing of the text.
  $schema: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
});

type Schema = z.output<typeof schemaShape>;

const space = optional(literal(' '));
const comma = sequence(literal(','), space);
const colon = sequence(literal(':'), space);
const integer = sequence(
  optional(literal('-')),
  choice(literal('0'), sequence(characters([0x31, 0x39]), repeat(digit, 0, 14))),
);
const number = sequence(
  integer,
  optional(sequence(literal('.'), repeat(digit, 1, 15))),
  optional(
    sequence(
      characters([0x45, 0x45], [0x65, 0x65]),
      optional(characters([0x2b, 0x2b], [0x2d, 0x2d])),
      repeat(digit, 1, 2),
    ),
  ),
);

/** What cannot stand in a string as it is: control characters, the quotation mark, the backslash. */
const escaped: readonly CharacterRange[] = [
  [0, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
];
const plain = complement(escaped);
const shortEscape = sequence(
  literal('\\'),
  characters(
    ...Array.from('"\\/bfnrt', (one): CharacterRange => [one.charCodeAt(0), one.charCodeAt(0)]),
  ),
);
const hex = characters([0x30, 0x39], [0x41, 0x46], [0x61, 0x66]);
const d = characters([0x44, 0x44], [0x64, 0x64]);
/** `\\u` and four digits: a character below U+10000 that is no half of a pair, or two halves. */
const longEscape = choice(
  sequence(
    literal('\\u'),
    choice(
      sequence(
        characters([0x30, 0x39], [0x41, 0x43], [0x45, 0x46], [0x61, 0x63], [0x65, 0x66]),
        hex,
      ),
      sequence(d, characters([0x30, 0x37])),
    ),
    repeat(hex, 2, 2),
  ),
  sequence(
    ...[literal('\\u'), d, characters([0x38, 0x39], [0x41, 0x42], [0x61, 0x62]), repeat(hex, 2, 2)],
    ...[literal('\\u'), d, characters([0x43, 0x46], [0x63, 0x66]), repeat(hex, 2, 2)],
  ),
);
const anyCharacter = choice(characters(...plain), shortEscape, longEscape);

/**
 * @throws LabError `constraint.json`, `constraint.keyword`, `constraint.schema` with the place in the
 *   schema; `constraint.type`, `constraint.bounds`, `constraint.required`, `constraint.large`; those of `parseRegularExpression` for a `pattern`
 */
export function parseJsonSchema(source: string): Expression {
  const parsed = schemaShape.safeParse(parseJson(source));
  if (parsed.success) return valueOf(parsed.data, 0);
  const [issue] = parsed.error.issues;
  const path = issue.path.join('.') || '(schema)';
  if (issue.code === 'unrecognized_keys') {
    throw new LabError('constraint.keyword', { path, keyword: issue.keys.join(', ') });
  }
  throw new LabError('constraint.schema', { path, reason: issue.message });
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError('constraint.json', { reason });
  }
}

function valueOf(schema: Schema, depth: number): Expression {
  if (depth > deepest) throw new LabError('constraint.large');
  if (schema.const !== undefined) return literal(JSON.stringify(schema.const));
  if (schema.enum) return choice(...schema.enum.map((value) => literal(JSON.stringify(value))));
  if (schema.anyOf) return choice(...schema.anyOf.map((option) => valueOf(option, depth + 1)));
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? impliedType(schema)];
  const isBounded = schema.minimum !== undefined || schema.maximum !== undefined;
  if (isBounded && (types.includes('number') || !types.includes('integer'))) {
    throw new LabError('constraint.bounds');
  }
  return choice(...types.map((type) => typed(type, schema, depth)));
}

/** @throws LabError `constraint.schema`: a schema that allows everything is no constraint */
function impliedType({ properties, items, pattern, minLength, maxLength }: Schema) {
  if (properties) return 'object';
  if (items) return 'array';
  if (pattern !== undefined || minLength !== undefined || maxLength !== undefined) return 'string';
  throw new LabError('constraint.type');
}

function typed(type: (typeof typeNames)[number], schema: Schema, depth: number): Expression {
  switch (type) {
    case 'null':
      return literal('null');
    case 'boolean':
      return choice(literal('true'), literal('false'));
    case 'integer':
      return integerOf(schema);
    case 'number':
      return number;
    case 'string':
      return sequence(literal('"'), stringContent(schema), literal('"'));
    case 'array':
      return arrayOf(schema, depth);
    case 'object':
      return objectOf(schema, depth);
  }
}

function integerOf({ minimum, maximum }: Schema): Expression {
  if (minimum === undefined && maximum === undefined) return integer;
  const { floor, ceil } = Math;
  return integersBetween(ceil(minimum ?? -largestInteger), floor(maximum ?? largestInteger));
}

function stringContent({ pattern, minLength = 0, maxLength = Infinity }: Schema): Expression {
  if (pattern === undefined) return repeat(anyCharacter, minLength, maxLength);
  return inString(parseRegularExpression(pattern));
}

/** Each character as JSON writes it in a string. */
function inString(expression: Expression): Expression {
  switch (expression.kind) {
    case 'characters': {
      const special = escaped.flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((point) =>
          expression.ranges.some(([from, to]) => from <= point && point <= to),
        ),
      );
      return choice(
        characters(...intersection(expression.ranges, plain)),
        ...special.map((point) =>
          literal(JSON.stringify(String.fromCodePoint(point)).slice(1, -1)),
        ),
      );
    }
    case 'sequence':
      return sequence(...expression.parts.map(inString));
    case 'choice':
      return choice(...expression.options.map(inString));
    case 'repeat':
      return repeat(inString(expression.part), expression.minimum, expression.maximum);
  }
}

function intersection(
  left: readonly CharacterRange[],
  right: readonly CharacterRange[],
): CharacterRange[] {
  return left.flatMap(([from, to]) =>
    right.flatMap(([first, last]): CharacterRange[] => {
      const [low, high] = [Math.max(from, first), Math.min(to, last)];
      return low > high ? [] : [[low, high]];
    }),
  );
}

function arrayOf({ items, minItems = 0, maxItems = Infinity }: Schema, depth: number): Expression {
  if (!items) throw new LabError('constraint.type');
  const item = valueOf(items, depth + 1);
  // Of the items that follow the first.
  const others = repeat(sequence(comma, item), Math.max(0, minItems - 1), maxItems - 1);
  const some = maxItems > 0 ? [sequence(item, others)] : [];
  const none = minItems === 0 ? [sequence()] : [];
  return sequence(literal('['), choice(...none, ...some), literal(']'));
}

function objectOf({ properties = {}, required = [] }: Schema, depth: number): Expression {
  const members = Object.entries(properties).map(([name, schema]) => ({
    member: sequence(literal(JSON.stringify(name)), colon, valueOf(schema, depth + 1)),
    isRequired: required.includes(name),
  }));
  const unknown = required.find((name) => !(name in properties));
  if (unknown !== undefined) throw new LabError('constraint.required', { name: unknown });
  // From the last to the first: what follows where a member stands already, and where none does yet.
  let afterSome: Expression = sequence();
  let afterNone: Expression = sequence();
  for (const { member, isRequired } of members.reverse()) {
    const withComma = sequence(comma, member, afterSome);
    const without = sequence(member, afterSome);
    afterNone = isRequired ? without : choice(without, afterNone);
    afterSome = isRequired ? withComma : sequence(optional(sequence(comma, member)), afterSome);
  }
  return sequence(literal('{'), afterNone, literal('}'));
}
