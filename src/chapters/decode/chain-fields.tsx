/**
 * @file A chain of processors as a list that can be put in another order, tuned, added to and cut.
 */
import { ActionIcon, Button, Group, Menu, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Link } from '../../decoding/processors';
import type { StrategyConfig } from '../../decoding/types';
import type { Tokenizer } from '../../text/types';
import {
  knobNames,
  mostLinks,
  newLink,
  processorNames,
  processors,
  textNames,
} from '../../state/selectors';
import { SliderField } from '../controls/slider-field';
import { KField } from './k-field';
import { TextSettingField } from './text-setting-field';
import { TokenBiases } from './token-biases';

/** Of a strategy that has a chain. */
type ChainSettings = Pick<Extract<StrategyConfig, { kind: 'chain' }>, 'links' | 'draw'>;

export interface ChainFieldsProps<Config extends ChainSettings> {
  config: Config;
  onChange: (config: Config) => void;
  vocabularySize: number;
  /** Of the model that writes; null as long as it is not known. */
  tokenizer: Tokenizer | null;
  /** Without what each processor does. */
  compact?: boolean;
}

export function ChainFields<Config extends ChainSettings>({
  config,
  onChange,
  vocabularySize,
  tokenizer,
  compact = false,
}: ChainFieldsProps<Config>) {
  const { t } = useTranslation();
  const { links, draw } = config;
  const setLinks = (next: Link[]) => onChange({ ...config, links: next });
  const swap = (first: number) =>
    setLinks([...links.slice(0, first), links[first + 1], links[first], ...links.slice(first + 2)]);

  return (
    <Stack gap="xs">
      {links.length > 0 && (
        <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {links.map((link, index) => (
            <Stack
              // A processor may occur twice; a link is its place.
              key={index}
              component="li"
              gap={6}
              p="xs"
              style={{ border: '1px solid var(--picture-line)', borderRadius: 8 }}
            >
              <Group justify="space-between" wrap="nowrap" gap={4}>
                <Text fz="xs" fw={600} lh={1.3}>
                  {t(`decode.processors.${link.name}.name`)}
                </Text>
                <Group gap={0} wrap="nowrap">
                  <LinkButton
                    label={t('decode.chain.earlier', { place: index + 1 })}
                    isOff={index === 0}
                    onClick={() => swap(index - 1)}
                  >
                    <IconArrowUp size={14} aria-hidden="true" />
                  </LinkButton>
                  <LinkButton
                    label={t('decode.chain.later', { place: index + 1 })}
                    isOff={index === links.length - 1}
                    onClick={() => swap(index)}
                  >
                    <IconArrowDown size={14} aria-hidden="true" />
                  </LinkButton>
                  <LinkButton
                    label={t('decode.chain.remove', { place: index + 1 })}
                    onClick={() => setLinks(links.filter((_, at) => at !== index))}
                  >
                    <IconX size={14} aria-hidden="true" />
                  </LinkButton>
                </Group>
              </Group>
              {!compact && (
                <Text fz="xs" c="dimmed" lh={1.45}>
                  {t(`decode.processors.${link.name}.text`)}
                </Text>
              )}
              <LinkSettings
                link={link}
                vocabularySize={vocabularySize}
                tokenizer={tokenizer}
                compact={compact}
                onChange={(next) => setLinks(links.map((old, at) => (at === index ? next : old)))}
              />
            </Stack>
          ))}
        </Stack>
      )}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            disabled={links.length >= mostLinks}
            leftSection={<IconPlus size={14} aria-hidden="true" />}
          >
            {t('decode.chain.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {processorNames.map((name) => (
            <Menu.Item key={name} onClick={() => setLinks([...links, newLink(name)])}>
              {t(`decode.processors.${name}.name`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SegmentedControl
        size="xs"
        aria-label={t('decode.chain.draw')}
        value={draw}
        onChange={(value) => onChange({ ...config, draw: value === 'greedy' ? value : 'sample' })}
        data={[
          { value: 'sample', label: t('decode.chain.sample') },
          { value: 'greedy', label: t('decode.chain.greedy') },
        ]}
      />
    </Stack>
  );
}

interface LinkButtonProps {
  label: string;
  isOff?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function LinkButton({ label, isOff = false, onClick, children }: LinkButtonProps) {
  return (
    <ActionIcon
      size="sm"
      variant="subtle"
      color="gray"
      aria-label={label}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

interface LinkSettingsProps extends Pick<
  ChainFieldsProps<ChainSettings>,
  'vocabularySize' | 'tokenizer'
> {
  link: Link;
  compact: boolean;
  onChange: (link: Link) => void;
}

function LinkSettings(props: LinkSettingsProps) {
  const { link } = props;
  return (
    <>
      <Knobs {...props} />
      {textNames.map(
        (name) =>
          processors[link.name].texts?.[name] && (
            <TextSettingField key={name} {...props} name={name} />
          ),
      )}
      <TokenBiases {...props} />
    </>
  );
}

function Knobs({ link, vocabularySize, onChange }: LinkSettingsProps) {
  const { t } = useTranslation();
  return knobNames.map((knob) => {
    const range = processors[link.name].knobs[knob];
    if (!range) return null;
    const name = t(`decode.knobs.${knob}`);
    const value = link.settings[knob];
    const set = (next: number) =>
      onChange({ ...link, settings: { ...link.settings, [knob]: next } });
    return knob === 'k' ? (
      <KField key={knob} name={name} value={value} largest={vocabularySize} onChange={set} />
    ) : (
      <SliderField
        key={knob}
        name={name}
        value={value}
        min={range.minimum}
        max={range.maximum}
        step={range.step}
        onChange={set}
      />
    );
  });
}
