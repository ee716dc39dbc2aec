/**
 * @file Constrained decoding: only tokens stay with which the text can still become one that matches a
 * regular expression, or JSON of a schema. It holds wherever it stands in the chain.
 */
import { Constraint } from '../constraints/constraint';
import { Automaton } from '../constraints/automaton';
import type { Expression } from '../constraints/expression';
import { longestSchema, parseJsonSchema } from '../constraints/json-schema';
import { longestExpression, parseRegularExpression } from '../constraints/regular-expression';
import type { Vocabulary } from '../constraints/vocabulary';
import { keepOnly } from './keep';
import type { Processor, TextName } from './processor';

const parsers: Record<TextName, (text: string) => Expression> = {
  expression: parseRegularExpression,
  schema: parseJsonSchema,
};

/** Constraints of one vocabulary that are kept, with their masks. */
const mostKept = 8;
const kept = new WeakMap<Vocabulary, Map<string, Constraint>>();

/**
 * @param kind how the text is read
 * @throws LabError `constraint.*` if it cannot be read, or nothing of this vocabulary satisfies it
 */
export function constraintOf(kind: TextName, text: string, vocabulary: Vocabulary): Constraint {
  const known = kept.get(vocabulary) ?? new Map<string, Constraint>();
  kept.set(vocabulary, known);
  const key = `${kind} ${text}`;
  const constraint = known.get(key) ?? new Constraint(parsers[kind](text), vocabulary);
  // The one that was used last is the last to go.
  known.delete(key);
  known.set(key, constraint);
  if (known.size > mostKept) known.delete([...known.keys()][0]);
  return constraint;
}

function processorOf(kind: TextName, longest: number, initial: string): Processor {
  return {
    knobs: {},
    texts: {
      [kind]: {
        initial,
        longest,
        check: (text: string, vocabulary?: Vocabulary) => {
          if (vocabulary) constraintOf(kind, text, vocabulary);
          else new Automaton(parsers[kind](text));
        },
      },
    },
    isBinding: true,
    apply: (logits, _, { vocabulary, writtenIds }, texts) => {
      if (!vocabulary) throw new RangeError('A constraint needs the vocabulary.');
      keepOnly(logits, constraintOf(kind, texts[kind], vocabulary).allowed(writtenIds));
    },
  };
}

export const regularExpression = processorOf(
  'expression',
  longestExpression,
  '[A-Z][a-z]+( [a-z]+){2,6}\\.',
);

export const jsonSchema = processorOf(
  'schema',
  longestSchema,
  JSON.stringify(
    {
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 12 },
        age: { type: 'integer' },
        animal: { enum: ['cat', 'dog', 'bird'] },
      },
      required: ['name', 'age', 'animal'],
    },
    null,
    2,
  ),
);
