/**
 * @file The three architectures on one source: what each reads, what its tokens see, what it writes.
 */
import { Anchor, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MaskGrid } from '../../pictures/MaskGrid';
import { PictureFrame } from '../../pictures/PictureFrame';
import { Swatch } from '../../pictures/Swatch';
import { architectures, canSee, editedSight, sightOf } from '../../state/architectures';
import { Section } from '../controls/chapter-parts';
import { leaksOf, toggled } from './edited-mask';
import { maskRows } from './mask-rows';

const longest = 5;

export function MasksView() {
  const { t } = useTranslation();
  const [word, setWord] = useState('abc');
  const source = useMemo(() => Array.from(word.replace(/\s/g, '')).slice(0, longest), [word]);
  return (
    <Section title={t('architectures.masks.title')} hint={t('architectures.masks.hint')}>
      <Stack gap="lg">
        <TextInput
          label={t('architectures.masks.word')}
          description={t('architectures.masks.wordHelp', { count: longest })}
          value={word}
          maxLength={longest}
          onChange={(event) => setWord(event.currentTarget.value)}
          maw={260}
        />
        <SimpleGrid cols={{ base: 1, md: 3 }} spacing="xl">
          {architectures.map((architecture) => (
            <PictureFrame
              key={architecture}
              title={t(`architectures.names.${architecture}`)}
              caption={t(`architectures.masks.${architecture}`)}
              file={`mask-${architecture}`}
              drawn
            >
              {/* Another word has other cells. */}
              <ArchitectureMask key={source.length} architecture={architecture} source={source} />
            </PictureFrame>
          ))}
        </SimpleGrid>
        <Text fz="sm" c="dimmed">
          <Swatch color="var(--picture-accent)" /> {t('architectures.masks.self')}
          {' · '}
          <Swatch color="var(--picture-second)" /> {t('architectures.masks.cross')}
        </Text>
      </Stack>
    </Section>
  );
}

interface ArchitectureMaskProps {
  architecture: (typeof architectures)[number];
  source: readonly string[];
}

function ArchitectureMask({ architecture, source }: ArchitectureMaskProps) {
  const { t } = useTranslation();
  const [flipped, setFlipped] = useState<ReadonlySet<number>>(new Set());
  const { tokens, writes, sourceLength } = maskRows(architecture, source);
  const { length } = tokens;
  const encoderLength = architecture === 'encoder-decoder' ? sourceLength : 0;
  const sight = editedSight(sightOf(architecture, sourceLength), length, flipped, encoderLength);
  const toggle = (query: number, key: number) =>
    setFlipped((old) => toggled(old, query * length + key));
  const leaks = leaksOf(sight, tokens, writes);
  return (
    <Stack gap={6}>
      <MaskGrid
        label={t('architectures.masks.label', { name: t(`architectures.names.${architecture}`) })}
        tokens={tokens}
        writes={writes}
        sight={sight}
        sourceLength={sourceLength}
        edit={{
          isChanged: (query, key) => flipped.has(query * length + key),
          onToggle: toggle,
          isFixed: (query, key) => !canSee(query, key, encoderLength),
        }}
      />
      {flipped.size > 0 && (
        <Text fz="sm" role="status">
          {leaks.length > 0
            ? t('architectures.masks.leaks', {
                written: leaks.map((place) => writes[place]).join(' '),
              })
            : t('architectures.masks.noLeak')}{' '}
          <Anchor component="button" type="button" fz="sm" onClick={() => setFlipped(new Set())}>
            {t('architectures.masks.reset')}
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}
