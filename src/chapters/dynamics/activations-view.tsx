/**
 * @file How large the residual stream is on its way through the layers, and units that are saturated or
 * dead.
 */
import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DynamicsEvent } from '../../experiment/events';
import { formatProbability } from '../../pictures/format';
import { Section } from '../controls/chapter-parts';
import { placeRows, type PlaceMeasure } from './rows';
import { Strips } from './strips';

type Events = readonly DynamicsEvent[];

const isOfUnits = (place: string) => place.endsWith('.hidden');
const stream = (events: Events, measure: PlaceMeasure) =>
  placeRows(events, measure).filter(({ id }) => !isOfUnits(id));
const units = (events: Events, measure: PlaceMeasure) =>
  placeRows(events, measure).filter(({ id }) => isOfUnits(id));

const streamDeviations = (events: Events) => stream(events, 'deviation');
const streamMeans = (events: Events) => stream(events, 'mean');
const unitDeviations = (events: Events) => units(events, 'deviation');
const unitMeans = (events: Events) => units(events, 'mean');
const saturated = (events: Events) => units(events, 'saturated');
const dead = (events: Events) => units(events, 'dead');

const strips = {
  stream: [
    ['deviation', streamDeviations],
    ['mean', streamMeans],
  ],
  units: [
    ['saturated', saturated],
    ['dead', dead],
    ['unitDeviation', unitDeviations],
    ['unitMean', unitMeans],
  ],
} as const;

const shares = { range: [0, 1], format: formatProbability } as const;

export function ActivationsView({ events }: { events: Events }) {
  const { t } = useTranslation();
  const hasUnits = events.at(-1)?.activations.some(({ place }) => isOfUnits(place)) ?? false;
  return (
    <>
      <Section title={t('dynamics.stream.title')} hint={t('dynamics.stream.hint')}>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          {strips.stream.map(([name, rowsOf]) => (
            <Strips
              key={name}
              events={events}
              rowsOf={rowsOf}
              title={t(`dynamics.stream.${name}`)}
              caption={t(`dynamics.stream.${name}Caption`)}
              file={`residual-${name}`}
            />
          ))}
        </SimpleGrid>
      </Section>
      <Section title={t('dynamics.units.title')} hint={t('dynamics.units.hint')}>
        {hasUnits ? (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
            {strips.units.map(([name, rowsOf]) => (
              <Strips
                key={name}
                events={events}
                rowsOf={rowsOf}
                title={t(`dynamics.units.${name}`)}
                caption={t(`dynamics.units.${name}Caption`)}
                file={`units-${name}`}
                {...(name === 'saturated' || name === 'dead' ? shares : {})}
              />
            ))}
          </SimpleGrid>
        ) : (
          t('dynamics.units.none')
        )}
      </Section>
    </>
  );
}
