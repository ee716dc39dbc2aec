/**
 * @file The three architectures on one source: what each reads, what its tokens see, what it writes.
 */
import { SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MaskGrid } from '../../pictures/MaskGrid';
import { PictureFrame } from '../../pictures/PictureFrame';
import { Swatch } from '../../pictures/Swatch';
import { architectures, sightOf } from '../../state/architectures';
import { Section } from '../controls/chapter-parts';
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
              <ArchitectureMask architecture={architecture} source={source} />
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
  const { tokens, writes, sourceLength } = maskRows(architecture, source);
  return (
    <MaskGrid
      label={t('architectures.masks.label', { name: t(`architectures.names.${architecture}`) })}
      tokens={tokens}
      writes={writes}
      sight={sightOf(architecture, sourceLength)}
      sourceLength={sourceLength}
    />
  );
}
