/**
 * @file A sweep: one knob of one strategy goes through its range, everything else stays.
 */
import type { Link, ProcessorName } from '../../decoding/processors';
import type { StrategyConfig } from '../../decoding/types';
import type { Sweep } from '../../experiment/decoding-stream';
import { chainOf, isRandom, knobNames, processors } from '../../state/selectors';
import { kChoices } from './strategies';

type KnobName = Sweep['knob'];

/** A knob that can be swept. */
export interface SweepChoice {
  /** Different for every knob of the columns. */
  id: string;
  sweep: Sweep;
  /** The column's strategy with the knob at each value. */
  strategies: StrategyConfig[];
}

const points = 8;

/** About eight values from the least to the largest; k by factors, temperature where texts differ. */
function sweepValues(processor: ProcessorName, knob: KnobName, vocabularySize: number): number[] {
  const range = processors[processor].knobs[knob];
  if (!range) return [];
  if (knob === 'k') {
    const choices = kChoices(Math.min(vocabularySize, 1000));
    return spread(0, choices.length - 1, 1).map((index) => choices[index]);
  }
  if (knob === 'temperature') return spread(0.1, 2, 0.05);
  return spread(range.minimum, range.maximum, range.step);
}

/** Evenly spaced, rounded to steps, each once. */
function spread(low: number, high: number, step: number): number[] {
  const values = Array.from({ length: points }, (_, index) => {
    const value = low + ((high - low) * index) / (points - 1);
    return Number((Math.round(value / step) * step).toFixed(4));
  });
  return [...new Set(values)];
}

/** All knobs of the columns that draw. */
export function sweepKnobs(
  columns: readonly StrategyConfig[],
  vocabularySize: number,
): SweepChoice[] {
  return columns.flatMap((config, column) => {
    // Mirostat's chain is another one for each token.
    if (!isRandom(config) || config.kind === 'mirostat') return [];
    const { links, draw } = chainOf(config);
    return links.flatMap(({ name }, place) =>
      knobNames.flatMap((knob): SweepChoice[] => {
        const values = sweepValues(name, knob, vocabularySize);
        if (values.length === 0) return [];
        const withValue = (value: number): Link[] =>
          links.map((link, at) =>
            at === place ? { ...link, settings: { ...link.settings, [knob]: value } } : link,
          );
        const strategies = values.map((value): StrategyConfig =>
          config.kind === 'speculative' || config.kind === 'guidance'
            ? { ...config, links: withValue(value) }
            : { kind: 'chain', links: withValue(value), draw, model: config.model },
        );
        const id = `${column}.${place}.${knob}`;
        return [{ id, sweep: { column, processor: name, knob, values }, strategies }];
      }),
    );
  });
}
