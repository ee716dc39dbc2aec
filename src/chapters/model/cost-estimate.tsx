/**
 * @file What the present settings cost: parameters, memory, and the loss to beat.
 */
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { formatBytes, formatCount, formatNumber } from '../../pictures/format';
import { MemoryBar, ParameterBars, type ParameterPart } from '../../pictures/ParameterBars';
import { estimate, expectedVocabulary, type ModelPart } from '../../state/estimates';
import { useLab } from '../../state/lab';
import { Facts } from '../controls/facts';

const pictureParts: Record<ModelPart, ParameterPart['part']> = {
  embedding: 'embedding',
  attention: 'attention',
  feedForward: 'feedForward',
  norm: 'norms',
  head: 'head',
};

export function CostEstimate() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const spec = useLab((state) => state.spec);
  const facts = useLab((state) => state.tokenizer.facts);
  const hasMixed = useLab((state) => state.engine.report?.mixedPrecision ?? true);
  const vocabularySize = expectedVocabulary(spec, facts);
  const { parts, memory, cache, uniformLoss, tokensPerStep, activeParameters } = estimate(
    spec,
    vocabularySize,
    hasMixed,
  );
  const { experts } = spec.model;

  return (
    <Stack gap="lg">
      <Text fz="sm" c="dimmed" lh={1.5}>
        {t('model.estimate.vocabulary', { size: integer(vocabularySize) })}
        {facts === null && ` · ${t('model.estimate.expected')}`}
      </Text>
      <ParameterBars
        parts={parts.map(({ part, count }) => ({ part: pictureParts[part], count }))}
      />
      <MemoryBar
        parts={[
          { part: 'weights', bytes: memory.weights },
          { part: 'gradients', bytes: memory.gradients },
          { part: 'optimizer', bytes: memory.optimizer },
          { part: 'activations', bytes: memory.activations },
        ]}
      />
      <Facts
        facts={[
          ...(experts
            ? [
                {
                  name: t('model.estimate.active'),
                  value: formatCount(activeParameters),
                  help: t('model.estimate.activeHelp', {
                    perToken: experts.perToken,
                    experts: integer(experts.count),
                  }),
                },
              ]
            : []),
          {
            name: t('model.estimate.uniform'),
            value: formatNumber(uniformLoss),
            help: t('model.estimate.uniformHelp', { size: integer(vocabularySize) }),
          },
          {
            name: t('model.estimate.cache'),
            value: formatBytes(cache),
            help: t('model.estimate.cacheHelp'),
          },
          { name: t('model.estimate.perStep'), value: integer(tokensPerStep) },
          {
            name: t('model.estimate.seen'),
            value: formatCount(tokensPerStep * spec.training.steps),
          },
        ]}
      />
    </Stack>
  );
}
