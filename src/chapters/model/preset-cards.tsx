/**
 * @file Sizes to start from. A preset changes shape and training; text and tokenizer stay.
 */
import { SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../pictures/format';
import {
  applyPreset,
  estimate,
  expectedVocabulary,
  matchingPreset,
  presetNames,
} from '../../state/estimates';
import { useLab } from '../../state/lab';

export function PresetCards() {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const facts = useLab((state) => state.tokenizer.facts);
  const choosePreset = useLab((state) => state.choosePreset);
  const vocabularySize = expectedVocabulary(spec, facts);
  const chosen = matchingPreset(spec);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
      {presetNames.map((name) => {
        const { parameters } = estimate(applyPreset(spec, name), vocabularySize);
        const isChosen = name === chosen;
        return (
          <UnstyledButton
            key={name}
            className="choice-card"
            aria-pressed={isChosen}
            onClick={() => choosePreset(name)}
          >
            <Text fw={600} component="span" display="flex" style={{ gap: 6, alignItems: 'center' }}>
              {t(`common.presets.${name}`)}
              {isChosen && <IconCheck size={16} aria-hidden="true" />}
            </Text>
            <Text component="span" display="block" fz="sm" fw={500}>
              {t('model.presets.parameters', { parameters: formatCount(parameters) })}
            </Text>
            <Text component="span" display="block" fz="sm" c="dimmed" lh={1.5} mt={4}>
              {t(`model.presets.${name}`)}
            </Text>
          </UnstyledButton>
        );
      })}
    </SimpleGrid>
  );
}
