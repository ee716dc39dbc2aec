/**
 * @file What changing one setting of training does, and why; each with a way to try it.
 */
import { Anchor, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from '../controls/chapter-parts';
import { sweepLink } from '../controls/sweep-link';

/** Fields of `training`. */
const fields = [
  'batchSize',
  'warmupSteps',
  'weightDecay',
  'optimizer',
  'learningRate',
  'gradientClip',
] as const;

export function EffectsView() {
  const { t } = useTranslation();
  return (
    <Section title={t('dynamics.effects.title')} hint={t('dynamics.effects.hint')}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
        {fields.map((name) => (
          <Paper key={name} withBorder radius="lg" p="md">
            <Stack gap={6}>
              <Text component="h3" m={0} fz="md" fw={600}>
                {t(`model.fields.${name}.label`)}
              </Text>
              <Text fz="sm" lh={1.7}>
                {t(`dynamics.effects.${name}`)}
              </Text>
              <Anchor component={Link} to={sweepLink(`training.${name}`)} fz="sm">
                {t('dynamics.effects.try', { field: t(`model.fields.${name}.label`) })}
              </Anchor>
            </Stack>
          </Paper>
        ))}
      </SimpleGrid>
    </Section>
  );
}
