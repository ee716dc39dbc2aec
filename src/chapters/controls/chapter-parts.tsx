/**
 * @file The parts that every chapter is laid out with: a heading with one sentence and its source,
 * sections, and a lesson in plain words.
 */
import { Box, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SourceButton } from '../source/source-button';
import type { ChapterName } from './chapter-name';

export interface ChapterHeadProps {
  chapter: ChapterName;
  lead: string;
}

export function ChapterHead({ chapter, lead }: ChapterHeadProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={6} component="header">
      <Group justify="space-between" gap="xs">
        <Title order={1} fz={{ base: 26, sm: 32 }}>
          {t(`common.pages.${chapter}`)}
        </Title>
        <SourceButton chapter={chapter} />
      </Group>
      <Text c="dimmed" maw={680} lh={1.6}>
        {lead}
      </Text>
    </Stack>
  );
}

export interface SectionProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

export function Section({ title, hint, children }: SectionProps) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} miw={0}>
      <Title order={2} id={id} fz={20} mb={4}>
        {title}
      </Title>
      {hint !== undefined && (
        <Text c="dimmed" fz="sm" maw={680} lh={1.6}>
          {hint}
        </Text>
      )}
      <Box mt="md">{children}</Box>
    </Box>
  );
}

export interface LessonProps {
  title: string;
  points: readonly { title: string; text: string; live?: string }[];
}

/** `live`: a sentence with numbers of the present moment. */
export function Lesson({ title, points }: LessonProps) {
  return (
    <Section title={title}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: points.length > 3 ? 4 : 3 }} spacing="xl">
        {points.map((point) => (
          <Stack key={point.title} gap={6}>
            <Title order={3} fz="md">
              {point.title}
            </Title>
            <Text fz="sm" lh={1.7}>
              {point.text}
            </Text>
            {point.live !== undefined && (
              <Text fz="sm" lh={1.7} fw={500} c="var(--picture-accent)">
                {point.live}
              </Text>
            )}
          </Stack>
        ))}
      </SimpleGrid>
    </Section>
  );
}
