/**
 * @file Why a typed number is refused.
 */
export interface Bounds {
  min: number;
  max: number;
}

/** Translation key under `model.`, or null if the text is a number that can be used. */
export type Refusal = 'number' | 'whole' | 'between';

export function refusal(text: string, { min, max }: Bounds, whole: boolean): Refusal | null {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return 'number';
  if (whole && !Number.isInteger(value)) return 'whole';
  return value < min || value > max ? 'between' : null;
}
