/**
 * @file The knobs of beam search: width and length penalty, and behind a button the rarer rules and a chain.
 */
import { Button, Collapse, NativeSelect, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StrategyConfig } from '../../decoding/types';
import type { Tokenizer } from '../../text/types';
import { beamSettings, earlyStoppings } from '../../state/selectors';
import { SliderField } from '../controls/slider-field';
import { ChainFields } from './chain-fields';

type BeamConfig = Extract<StrategyConfig, { kind: 'beam' }>;

export interface BeamFieldsProps {
  config: BeamConfig;
  onChange: (config: BeamConfig) => void;
  vocabularySize: number;
  /** Of the model that writes; null as long as it is not known. */
  tokenizer: Tokenizer | null;
  /** Beside one token, which only the chain changes. */
  compact?: boolean;
}

export function BeamFields(props: BeamFieldsProps) {
  return props.compact ? <ChainFields {...props} /> : <SearchFields {...props} />;
}

function SearchFields(props: BeamFieldsProps) {
  const { config, onChange } = props;
  const { t } = useTranslation();
  const settings = beamSettings(config);
  const { beams, lengthPenalty, ...rules } = settings;
  const plain = beamSettings({ beams, lengthPenalty });
  const isPlain = JSON.stringify(settings) === JSON.stringify(plain);
  // A link may bring rules: then they are shown.
  const [isOpen, { toggle }] = useDisclosure(!isPlain);
  const set = (change: Partial<BeamConfig>) => onChange({ ...config, ...change });
  const icon = { size: 14, 'aria-hidden': true } as const;
  return (
    <Stack gap="sm">
      <SliderField
        name={t('decode.beams')}
        value={beams}
        min={1}
        max={16}
        step={1}
        onChange={(next) => set({ beams: next })}
      />
      <SliderField
        name={t('decode.lengthPenalty')}
        value={lengthPenalty}
        min={-2}
        max={4}
        step={0.1}
        onChange={(next) => set({ lengthPenalty: next })}
      />
      <Button
        size="compact-xs"
        variant="subtle"
        style={{ alignSelf: 'start' }}
        aria-expanded={isOpen}
        rightSection={isOpen ? <IconChevronUp {...icon} /> : <IconChevronDown {...icon} />}
        onClick={toggle}
      >
        {t('decodeTree.rules.more')}
      </Button>
      <Collapse expanded={isOpen}>
        <Stack gap="sm">
          <NativeSelect
            size="xs"
            label={t('decodeTree.rules.earlyStopping')}
            value={rules.earlyStopping}
            data={earlyStoppings.map((value) => ({ value, label: t(`decodeTree.rules.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              set({ earlyStopping: earlyStoppings.find((one) => one === value) })
            }
          />
          <SliderField
            name={t('decodeTree.rules.noRepeatNgram')}
            value={rules.noRepeatNgram}
            min={0}
            max={10}
            step={1}
            onChange={(next) => set({ noRepeatNgram: next })}
          />
          <SliderField
            name={t('decodeTree.rules.minTokens')}
            value={rules.minTokens}
            min={0}
            // A link may carry more.
            max={Math.max(64, rules.minTokens)}
            step={1}
            onChange={(next) => set({ minTokens: next })}
          />
          <SliderField
            name={t('decodeTree.rules.groups')}
            value={Math.min(beams, rules.groups)}
            min={1}
            max={Math.max(2, beams)}
            step={1}
            onChange={(next) => set({ groups: next })}
          />
          {rules.groups > 1 && (
            <>
              <SliderField
                name={t('decodeTree.rules.diversityPenalty')}
                value={rules.diversityPenalty}
                min={0}
                max={Math.max(5, rules.diversityPenalty)}
                step={0.1}
                onChange={(next) => set({ diversityPenalty: next })}
              />
              <Text fz="xs" c="dimmed" lh={1.45}>
                {t('decodeTree.rules.groupsHint')}
              </Text>
            </>
          )}
          <Stack gap={6} role="group" aria-label={t('decodeTree.rules.chain')}>
            <Text fz="xs" fw={600}>
              {t('decodeTree.rules.chain')}
            </Text>
            <Text fz="xs" c="dimmed" lh={1.45}>
              {t('decodeTree.rules.chainHint')}
            </Text>
            <ChainFields {...props} />
          </Stack>
        </Stack>
      </Collapse>
    </Stack>
  );
}
