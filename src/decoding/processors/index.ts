/**
 * @file All processors by name, and the schema of one with its settings. A new one is a file, a line
 * here, and its words in both languages.
 */
import { z } from 'zod';
import { jsonSchema, regularExpression } from './constraint';
import { epsilon } from './epsilon';
import { eta } from './eta';
import { frequencyPenalty } from './frequency-penalty';
import { logitBias } from './logit-bias';
import { minP } from './min-p';
import { noRepeatNgram } from './no-repeat-ngram';
import { settingsSchema, textsSchema, type Processor } from './processor';
import { repetitionPenalty } from './repetition-penalty';
import { temperature } from './temperature';
import { topK } from './top-k';
import { topNSigma } from './top-n-sigma';
import { topP } from './top-p';
import { typical } from './typical';

/** In the order of Hugging Face transformers: penalties first, then temperature, then cuts. */
export const processorNames = [
  'logit-bias',
  'repetition-penalty',
  'frequency-penalty',
  'no-repeat-ngram',
  'regular-expression',
  'json-schema',
  'temperature',
  'top-k',
  'top-p',
  'min-p',
  'typical',
  'epsilon',
  'eta',
  'top-n-sigma',
] as const;

export type ProcessorName = (typeof processorNames)[number];

export const processors: Record<ProcessorName, Processor> = {
  'logit-bias': logitBias,
  'repetition-penalty': repetitionPenalty,
  'frequency-penalty': frequencyPenalty,
  'no-repeat-ngram': noRepeatNgram,
  'regular-expression': regularExpression,
  'json-schema': jsonSchema,
  temperature,
  'top-k': topK,
  'top-p': topP,
  'min-p': minP,
  typical,
  epsilon,
  eta,
  'top-n-sigma': topNSigma,
};

const linkOf = (name: ProcessorName) =>
  z.strictObject({
    name: z.literal(name),
    settings: settingsSchema(processors[name]),
    texts: textsSchema(processors[name]),
  });

const [first, ...others] = processorNames;

/** A processor with its settings. */
export const linkSchema = z.discriminatedUnion('name', [linkOf(first), ...others.map(linkOf)]);

/** Processors in one chain at most. */
export const mostLinks = 12;

export type Link = z.output<typeof linkSchema>;

/** A link with all its knobs where they begin. */
export function newLink(name: ProcessorName): Link {
  return linkSchema.parse({ name });
}
