/**
 * @file The chapter `model`: shape of the model, how it is trained, and what that costs.
 */
import { Box, Button, Stack, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChapterHead, Section } from '../controls/chapter-parts';
import { useFirstProblem } from '../controls/use-problem';
import { BlockFields } from './block-fields';
import { CostEstimate } from './cost-estimate';
import { DiagramView } from './diagram-view';
import { ExpertFields } from './expert-fields';
import './model.css';
import { ObjectiveFields } from './objective-fields';
import { PresetCards } from './preset-cards';
import { ShapeFields } from './shape-fields';
import { TrainingFields } from './training-fields';

export default function ModelChapter() {
  const { t } = useTranslation();
  const problem = useFirstProblem();
  return (
    <Stack gap={40}>
      <ChapterHead chapter="model" lead={t('model.lead')} />
      <Section title={t('model.presets.heading')}>
        <PresetCards />
      </Section>
      <div className="model-columns">
        <Stack gap={40} miw={0}>
          <Section title={t('model.shape')}>
            <ShapeFields />
          </Section>
          <Section title={t('objectives.heading')} hint={t('objectives.hint')}>
            <ObjectiveFields />
          </Section>
          <Section title={t('model.block.heading')} hint={t('model.block.hint')}>
            <BlockFields />
          </Section>
          <Section title={t('model.experts.heading')} hint={t('model.experts.hint')}>
            <ExpertFields />
          </Section>
          <Section title={t('diagram.heading')} hint={t('diagram.hint')}>
            <DiagramView />
          </Section>
          <Section title={t('model.training')}>
            <TrainingFields />
          </Section>
        </Stack>
        <Box
          className="model-cost"
          role="region"
          aria-label={t('model.estimate.heading')}
          // It may scroll by itself, so the keyboard must reach it.
          tabIndex={0}
        >
          <Stack gap="xs" mb="xl">
            {problem === undefined ? (
              <Button
                component={Link}
                to="/train"
                rightSection={<IconArrowRight size={16} aria-hidden="true" />}
              >
                {t('model.train')}
              </Button>
            ) : (
              <>
                <Button disabled aria-describedby="model-blocked">
                  {t('model.train')}
                </Button>
                <Text id="model-blocked" fz="sm" c="var(--mantine-color-error)" role="alert">
                  {t('model.blocked', { reason: problem })}
                </Text>
              </>
            )}
          </Stack>
          <Section title={t('model.estimate.heading')}>
            <CostEstimate />
          </Section>
        </Box>
      </div>
    </Stack>
  );
}
