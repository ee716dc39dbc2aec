/**
 * @file What a link of a decoding chain is: a pure function from logits to logits. Conventions are those
 * of Hugging Face transformers (`generation/logits_process.py`): what is cut becomes −∞, and at least the
 * most probable token always stays.
 */
import { z } from 'zod';

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

/** What was there before the token that is to be chosen. */
export interface ProcessorContext {
  /** Ids of the prompt. */
  readonly promptIds: readonly number[];
  /** Ids written so far. */
  readonly writtenIds: readonly number[];
}

export type ProcessorSettings = Readonly<Record<string, number>>;

export interface Processor {
  readonly knobs: Readonly<Partial<Record<KnobName, Knob>>>;
  /**
   * @param logits over the full vocabulary, −∞ for what was cut before; not changed
   * @returns logits of the same length; all −∞ is not taken as an answer
   */
  apply(logits: Float64Array, settings: ProcessorSettings, context: ProcessorContext): Float64Array;
}

/** Logits with −∞ for what is not kept. */
export function keepOnly(logits: Float64Array, isKept: (id: number) => boolean): Float64Array {
  return logits.map((logit, id) => (isKept(id) ? logit : -Infinity));
}

/** Schema of a processor's settings: every knob within its bounds, by default at its initial value. */
export function settingsSchema({ knobs }: Processor) {
  const fields = Object.entries(knobs).map(([name, { minimum, maximum, step, initial }]) => {
    const number = Number.isInteger(step) ? z.int() : z.number();
    return [name, number.min(minimum).max(maximum).default(initial)] as const;
  });
  return z.strictObject(Object.fromEntries(fields)).prefault({});
}
