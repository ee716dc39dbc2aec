/**
 * @file Exact-substring deduplication of three texts: the stretches to cut, marked.
 */
import { Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { toCsv } from '../../pictures/csv';
import { MarkedText } from '../../pictures/MarkedText';
import { PictureFrame } from '../../pictures/PictureFrame';
import { deduplicationBounds as bounds } from '../../state/deduplication';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { Choice } from '../controls/choice';
import { SliderField } from '../controls/slider-field';
import { TextField } from './text-field';
import { useEditableText } from './use-texts';

const names = ['one', 'two', 'three'] as const;

export function SubstringView() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const textOf = useEditableText();
  const [one, two, three] = names.map((name) => textOf(name).text);
  const texts = useMemo(() => [one, two, three], [one, two, three]);
  const { cutting, cuts } = useLab((state) => state.deduplication);
  const edit = useLab((state) => state.editCutting);
  const find = useLab((state) => state.findCuts);
  useEffect(() => void find(texts), [find, texts, cutting]);
  const allCuts = cuts?.found.flat() ?? [];
  const characters = allCuts.reduce((sum, { start, end }) => sum + end - start, 0);

  return (
    <Section title={t('deduplication.substring.heading')} hint={t('deduplication.substring.hint')}>
      <Stack gap="xl">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
          {names.map((name) => (
            <TextField key={name} name={name} />
          ))}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, md: 3 }} spacing="xl">
          <Choice
            label={t('deduplication.substring.unit')}
            help={t(`deduplication.substring.unitHelp.${cutting.unit}`)}
            value={cutting.unit}
            options={(['words', 'characters'] as const).map((value) => ({
              value,
              label: t(`deduplication.substring.units.${value}`),
            }))}
            onChange={(unit) => edit({ unit })}
          />
          <Choice
            label={t('deduplication.substring.struck')}
            help={t(`deduplication.substring.struckHelp.${cutting.struck}`)}
            value={cutting.struck}
            options={(['later', 'every'] as const).map((value) => ({
              value,
              label: t(`deduplication.substring.copies.${value}`),
            }))}
            onChange={(struck) => edit({ struck })}
          />
          <SliderField
            name={t('deduplication.substring.shortest')}
            value={cutting.shortest}
            {...bounds.shortest}
            onChange={(shortest) => edit({ shortest })}
          />
        </SimpleGrid>
        {cuts && (
          <PictureFrame
            title={t('deduplication.substring.cuts')}
            caption={t('deduplication.substring.cutsCaption', {
              count: allCuts.length,
              characters: integer(characters),
            })}
            file="repeats"
            csv={() =>
              toCsv(
                ['text', 'start', 'end', 'source', 'cut'],
                cuts.found.flatMap((found, at) =>
                  found.map(({ start, end, source }) => [
                    at + 1,
                    start,
                    end,
                    source + 1,
                    cuts.texts[at].slice(start, end),
                  ]),
                ),
              )
            }
          >
            <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
              {cuts.found.map((found, at) => (
                <Paper key={names[at]} withBorder p="md">
                  <Text fz="sm" c="dimmed" mb="xs">
                    {t(`deduplication.names.${names[at]}`)}
                  </Text>
                  <MarkedText
                    text={cuts.texts[at]}
                    ranges={found}
                    look="cut"
                    label={t('deduplication.substring.cut')}
                  />
                </Paper>
              ))}
            </SimpleGrid>
          </PictureFrame>
        )}
      </Stack>
    </Section>
  );
}
