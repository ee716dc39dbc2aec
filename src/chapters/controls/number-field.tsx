/**
 * @file A control for one number of the spec. What the schema refuses is refused here with the
 * reason and does not reach the spec; what several fields together make impossible (`problems`)
 * stands here too, but the value is kept, since another field may mend it.
 */
import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { specBounds } from '../../state/spec-bounds';
import { refusal, type Bounds } from './refusal';
import { useProblem } from './use-problem';

export interface NumberFieldProps {
  /** Dotted path in the spec, which gives bounds and problems: `model.layers`. */
  path: string;
  label: string;
  /** What it does, in a line. */
  help?: string;
  value: number;
  onChange: (value: number) => void;
  /** Whole numbers have arrows; others are typed, also as `3e-4`. */
  whole?: boolean;
  /** Of the arrows. */
  step?: number;
  /** Where the schema does not tell them by path. */
  bounds?: Bounds;
  disabled?: boolean;
}

export function NumberField(props: NumberFieldProps) {
  const { path, label, help, value, onChange, whole = false, step = 1, disabled } = props;
  const { t } = useTranslation();
  const numbers = useNumbers();
  const problem = useProblem(path);
  const bounds = props.bounds ?? specBounds(path);
  // What was typed and refused. A preset that changes the value puts it aside.
  const [draft, setDraft] = useState<{ text: string; over: number } | null>(null);
  const refused = draft !== null && draft.over === value ? draft.text : null;
  const reason = refused === null ? null : refusal(refused, bounds, whole);

  const edit = (text: string) => {
    if (refusal(text, bounds, whole) === null) {
      const next = Number(text);
      // A text such as `1e-` or `0.0` on its way to another number must not be rewritten.
      setDraft({ text, over: next });
      if (next !== value) onChange(next);
    } else setDraft({ text, over: value });
  };
  const sentence =
    reason === null
      ? problem
      : t(`model.${reason}`, {
          min: numbers.short(bounds.min),
          max: numbers.short(bounds.max),
        });
  const shared = {
    label,
    description: help,
    error: sentence,
    disabled,
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as (
      'label' | 'input' | 'error' | 'description'
    )[],
    onBlur: () => {
      if (reason === null) setDraft(null);
    },
  };
  return whole ? (
    <NumberInput
      {...shared}
      value={refused ?? value}
      step={step}
      // Without min and max, which would change a number that is too large instead of refusing it.
      onChange={(next) => edit(String(next))}
    />
  ) : (
    <TextInput
      {...shared}
      inputMode="decimal"
      autoComplete="off"
      value={refused ?? String(value)}
      onChange={(event) => edit(event.currentTarget.value)}
    />
  );
}
