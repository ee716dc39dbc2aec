/**
 * @file A sweep while it is put together on the page: what was typed and chosen, and what it comes to.
 */
import {
  sweepFields,
  valueAt,
  type SweepField,
  type SweepValue,
} from '../experiment/sweeps/fields';
import { mostValues, type Axis } from '../experiment/sweeps/sweep';
import type { Spec } from '../experiment/spec';

export interface AxisDraft {
  path: string;
  /** Of a number: values one by one, or a range. */
  form: 'list' | 'range';
  /** Numbers with commas or spaces between them. */
  list: string;
  from: number;
  to: number;
  count: number;
  scale: 'linear' | 'logarithmic';
  /** Of a choice. */
  chosen: readonly SweepValue[];
}

export interface SweepDraft {
  /** One or two. */
  axes: readonly AxisDraft[];
  seeds: number;
}

/** Why the values of a field cannot be used; a key of `experiments.refusals`. */
export type AxisRefusal = 'none' | 'number' | 'whole' | 'between' | 'many' | 'logarithm';

/** What stands for “none” in a list. */
const noneWords = ['none', '无', '–', '-'];

export const usualField = 'training.learningRate';

export function fieldAt(spec: Spec, path: string): SweepField | undefined {
  return sweepFields(spec.text).find((field) => field.path === path);
}

/** A field with values around that of the spec, so that it can be queued as it stands. */
export function freshAxis(spec: Spec, path: string): AxisDraft {
  const field = fieldAt(spec, path);
  const present = valueAt(spec, path);
  const around = field?.kind === 'number' ? valuesAround(present, field) : [];
  return {
    path,
    form: 'list',
    list: around.join(', '),
    from: around[0] ?? 0,
    to: around.at(-1) ?? 1,
    count: 5,
    scale:
      (around[0] ?? 0) > 0 && field?.kind === 'number' && !field.isWhole ? 'logarithmic' : 'linear',
    chosen: field?.kind === 'choice' ? field.choices : [],
  };
}

export function freshDraft(spec: Spec, path: string): SweepDraft {
  const known = fieldAt(spec, path) ? path : usualField;
  return { axes: [freshAxis(spec, known)], seeds: 1 };
}

type NumberField = Extract<SweepField, { kind: 'number' }>;

function valuesAround(present: unknown, { min, max, isWhole }: NumberField): number[] {
  const middle = typeof present === 'number' ? present : Math.max(min, 1);
  const wanted = middle === 0 ? [0, max / 10, max / 5] : [middle / 2, middle, middle * 2];
  const values = wanted.map((value) => {
    const bounded = Math.min(max, Math.max(min, value));
    return isWhole ? Math.round(bounded) : Number(bounded.toPrecision(4));
  });
  return [...new Set(values)];
}

export type ReadAxis = { axis: Axis } | { refusal: AxisRefusal };

/** What a field's draft comes to. */
export function readAxis(draft: AxisDraft, field: SweepField): ReadAxis {
  const { path } = draft;
  if (field.kind === 'choice') {
    const values = field.choices.filter((choice) => draft.chosen.includes(choice));
    return values.length > 0 ? { axis: { path, values } } : { refusal: 'none' };
  }
  if (draft.form === 'range') {
    const { from, to, count, scale } = draft;
    const refusal =
      refuse(from, { ...field, isWhole: false }) ?? refuse(to, { ...field, isWhole: false });
    if (refusal) return { refusal };
    if (scale === 'logarithmic' && !(from > 0 && to > 0)) return { refusal: 'logarithm' };
    return { axis: { path, from, to, count, scale } };
  }
  const parts = draft.list.split(/[\s,;，；、]+/).filter((part) => part !== '');
  if (parts.length === 0) return { refusal: 'none' };
  if (parts.length > mostValues) return { refusal: 'many' };
  const values: SweepValue[] = [];
  for (const part of parts) {
    const isNone = field.acceptsNull && noneWords.includes(part.toLowerCase());
    const refusal = isNone ? null : refuse(Number(part), field);
    if (refusal) return { refusal };
    values.push(isNone ? null : Number(part));
  }
  return { axis: { path, values } };
}

function refuse(value: number, { min, max, isWhole }: NumberField): AxisRefusal | null {
  if (!Number.isFinite(value)) return 'number';
  if (isWhole && !Number.isInteger(value)) return 'whole';
  return value < min || value > max ? 'between' : null;
}
