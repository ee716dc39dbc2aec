/**
 * @file From what a run recorded of its dynamics to rows over its steps, and to a file of them.
 */
import type { DynamicsEvent } from '../../experiment/events';
import { toCsv, type CsvCell } from '../../pictures/csv';
import { ratioOf } from './health';

export interface Row {
  id: string;
  values: number[];
}

/** More columns than this could not be seen. */
const mostColumns = 240;

/** Measurements that are drawn: all, or some that are spread evenly, the first and the last among them. */
export function drawnOf(events: readonly DynamicsEvent[]): readonly DynamicsEvent[] {
  if (events.length <= mostColumns) return events;
  return Array.from(
    { length: mostColumns },
    (_, index) => events[Math.round((index * (events.length - 1)) / (mostColumns - 1))],
  );
}

export type PartMeasure = 'gradient' | 'weights' | 'update' | 'ratio';

/** A row for each part of the model. */
export function partRows(events: readonly DynamicsEvent[], measure: PartMeasure): Row[] {
  const names = events.at(-1)?.parts.map(({ part }) => part) ?? [];
  return names.map((id) => ({
    id,
    values: events.map(({ parts }) => {
      const found = parts.find(({ part }) => part === id);
      if (!found) return NaN;
      return measure === 'ratio' ? ratioOf(found) : found[measure];
    }),
  }));
}

export type PlaceMeasure = 'mean' | 'deviation' | 'saturated' | 'dead';

/** A row for each place in the model that has it. */
export function placeRows(events: readonly DynamicsEvent[], measure: PlaceMeasure): Row[] {
  const isOfUnits = measure === 'saturated' || measure === 'dead';
  const places = events.at(-1)?.activations.filter(({ units }) => !isOfUnits || units) ?? [];
  return places.map(({ place: id }) => ({
    id,
    values: events.map(({ activations }) => {
      const found = activations.find(({ place }) => place === id);
      if (!found) return NaN;
      return isOfUnits ? (found.units?.[measure] ?? NaN) : found[measure];
    }),
  }));
}

/** Everything that was measured, one number a line. */
export function dynamicsCsv(events: readonly DynamicsEvent[]): string {
  const rows = events.flatMap(({ step, parts, activations }): CsvCell[][] => [
    ...parts.flatMap(({ part, gradient, weights, update }): CsvCell[][] => [
      [step, part, 'gradient_norm', gradient],
      [step, part, 'weight_norm', weights],
      [step, part, 'update_norm', update],
    ]),
    ...activations.flatMap(({ place, mean, deviation, units }): CsvCell[][] => [
      [step, place, 'mean', mean],
      [step, place, 'standard_deviation', deviation],
      ...(units
        ? [
            [step, place, 'saturated_share', units.saturated],
            [step, place, 'dead_share', units.dead],
          ]
        : []),
    ]),
  ]);
  return toCsv(['step', 'place', 'measure', 'value'], rows);
}
