/**
 * @file What a link of a decoding chain is: what it does to logits depends on nothing else than what it is
 * given. Conventions are those of Hugging Face transformers (`generation/logits_process.py`): what is cut
 * becomes −∞, and at least the most probable token always stays.
 */
import { z } from 'zod';
import { LabError, reportError, type ErrorReport } from '../../base/errors';
import type { Vocabulary } from '../constraints/vocabulary';

/** What a processor's numbers may be called; each has a word in both languages. */
export const knobNames = [
  'temperature',
  'k',
  'p',
  'm',
  'mass',
  'epsilon',
  'n',
  'theta',
  'frequency',
  'presence',
] as const;

export type KnobName = (typeof knobNames)[number];

/** One number that a processor can be tuned with. */
export interface Knob {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly initial: number;
}

/** What a processor's texts may be called; each has a word in both languages. */
export const textNames = ['expression', 'schema'] as const;

export type TextName = (typeof textNames)[number];

/** A text that says what a processor does. */
export interface TextSetting {
  readonly initial: string;
  /** UTF-16 units. */
  readonly longest: number;
  /**
   * @param vocabulary of the model that is to write, if it is known
   * @throws LabError if it cannot be used
   */
  readonly check: (text: string, vocabulary?: Vocabulary) => void;
}

/** What was there before the token that is to be chosen. */
export interface ProcessorContext {
  /** Ids of the prompt. */
  readonly promptIds: readonly number[];
  /** Ids written so far. */
  readonly writtenIds: readonly number[];
  /** For processors that look at the texts of tokens. */
  readonly vocabulary?: Vocabulary;
}

/** By the names of knobs, or by token ids. */
export type ProcessorSettings = Readonly<Record<string, number>>;
export type ProcessorTexts = Readonly<Record<string, string>>;

export interface Processor {
  readonly knobs: Readonly<Partial<Record<KnobName, Knob>>>;
  /** A knob for each of some tokens, in the settings under the token's id. */
  readonly perToken?: Knob;
  readonly texts?: Readonly<Partial<Record<TextName, TextSetting>>>;
  /** Whether it holds even where the links before it have cut all that it allows. */
  readonly isBinding?: boolean;
  /**
   * @param logits over the full vocabulary, −∞ for what was cut before. They are changed in place; all −∞
   *   is not taken as an answer
   */
  apply(
    logits: Float64Array,
    settings: ProcessorSettings,
    context: ProcessorContext,
    texts: ProcessorTexts,
  ): void;
}

/** Tokens that can have a knob of their own at once. */
export const mostTokens = 32;

const numberWithin = ({ minimum, maximum, step }: Knob) =>
  (Number.isInteger(step) ? z.int() : z.number()).min(minimum).max(maximum);

/** Schema of a processor's settings: every knob within its bounds, by default at its initial value. */
export function settingsSchema({ knobs, perToken }: Processor) {
  if (perToken) {
    return z
      .record(z.string().regex(/^\d{1,7}$/), numberWithin(perToken))
      .refine((settings) => Object.keys(settings).length <= mostTokens)
      .prefault({});
  }
  const fields = Object.entries(knobs).map(
    ([name, knob]) => [name, numberWithin(knob).default(knob.initial)] as const,
  );
  return z.strictObject(Object.fromEntries(fields)).prefault({});
}

/** Schema of a processor's texts; a text that cannot be used is refused with the reason. */
export function textsSchema({ texts = {} }: Processor) {
  const fields = Object.entries(texts).map(([name, { initial, longest, check }]) => {
    const text = z
      .string()
      .max(longest)
      .superRefine((value, issues) => {
        const problem = value.length <= longest && reportOfProblem(() => check(value));
        if (problem) issues.addIssue({ code: 'custom', message: problem.message });
      });
    return [name, text.default(initial)] as const;
  });
  const schema = z.strictObject(Object.fromEntries(fields));
  return fields.length > 0 ? schema.prefault({}).optional() : schema.optional();
}

/** What is wrong with what is done, if it is something that a person can mend; null if nothing is. */
export function reportOfProblem(check: () => void): ErrorReport | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof LabError) return reportError(error);
    throw error;
  }
}
