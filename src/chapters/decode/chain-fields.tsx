/**
 * @file A chain of processors as a list that can be put in another order, tuned, added to and cut.
 */
import { ActionIcon, Button, Group, Menu, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Link, ProcessorName } from '../../decoding/processors';
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
import { useSameFunction } from '../controls/use-same-function';
import { KField } from './k-field';
import { TextSettingField } from './text-setting-field';
import { TokenBiases } from './token-biases';

type Draw = Extract<StrategyConfig, { kind: 'chain' }>['draw'];

/** Of a strategy that can have a chain; without `draw` where nothing is drawn. */
interface ChainSettings {
  links?: Link[];
  draw?: Draw;
}

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
  const { links = [], draw } = config;
  const setLinks = (next: Link[]) => onChange({ ...config, links: next });
  const swap = (first: number) =>
    setLinks([...links.slice(0, first), links[first + 1], links[first], ...links.slice(first + 2)]);

  const change = useSameFunction((index: number, next: Link) =>
    setLinks(links.map((old, at) => (at === index ? next : old))),
  );
  const swapWithNext = useSameFunction(swap);
  const remove = useSameFunction((index: number) =>
    setLinks(links.filter((_, at) => at !== index)),
  );
  const add = useSameFunction((name: ProcessorName) => setLinks([...links, newLink(name)]));
  const setDraw = useSameFunction((next: Draw) => onChange({ ...config, draw: next }));

  return (
    <Stack gap="xs">
      {links.length > 0 && (
        <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {links.map((link, index) => (
            <LinkFields
              // A processor may occur twice; a link is its place.
              key={index}
              link={link}
              index={index}
              isLast={index === links.length - 1}
              vocabularySize={vocabularySize}
              tokenizer={tokenizer}
              compact={compact}
              onChange={change}
              onSwap={swapWithNext}
              onRemove={remove}
            />
          ))}
        </Stack>
      )}
      <AddLink isOff={links.length >= mostLinks} onAdd={add} />
      {draw && <DrawChoice draw={draw} onChange={setDraw} />}
    </Stack>
  );
}

// Of these only those are drawn again at a move of a slider that it changes.

interface LinkFieldsProps extends Pick<
  ChainFieldsProps<ChainSettings>,
  'vocabularySize' | 'tokenizer'
> {
  link: Link;
  index: number;
  isLast: boolean;
  compact: boolean;
  onChange: (index: number, link: Link) => void;
  /** With the one after it. */
  onSwap: (index: number) => void;
  onRemove: (index: number) => void;
}

const LinkFields = memo(function LinkFields(props: LinkFieldsProps) {
  const { link, index, isLast, compact, onChange, onSwap, onRemove, ...model } = props;
  const { t } = useTranslation();
  return (
    <Stack
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
            onClick={() => onSwap(index - 1)}
          >
            <IconArrowUp size={14} aria-hidden="true" />
          </LinkButton>
          <LinkButton
            label={t('decode.chain.later', { place: index + 1 })}
            isOff={isLast}
            onClick={() => onSwap(index)}
          >
            <IconArrowDown size={14} aria-hidden="true" />
          </LinkButton>
          <LinkButton
            label={t('decode.chain.remove', { place: index + 1 })}
            onClick={() => onRemove(index)}
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
        {...model}
        link={link}
        compact={compact}
        onChange={(next) => onChange(index, next)}
      />
    </Stack>
  );
});

interface AddLinkProps {
  isOff: boolean;
  onAdd: (name: ProcessorName) => void;
}

const AddLink = memo(function AddLink({ isOff, onAdd }: AddLinkProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          disabled={isOff}
          leftSection={<IconPlus size={14} aria-hidden="true" />}
        >
          {t('decode.chain.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {processorNames.map((name) => (
          <Menu.Item key={name} onClick={() => onAdd(name)}>
            {t(`decode.processors.${name}.name`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});

interface DrawChoiceProps {
  draw: Draw;
  onChange: (draw: Draw) => void;
}

const DrawChoice = memo(function DrawChoice({ draw, onChange }: DrawChoiceProps) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('decode.chain.draw')}
      value={draw}
      onChange={(value) => onChange(value === 'greedy' ? value : 'sample')}
      data={[
        { value: 'sample', label: t('decode.chain.sample') },
        { value: 'greedy', label: t('decode.chain.greedy') },
      ]}
    />
  );
});

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
