/**
 * @file One field of a sweep and the values that it takes.
 */
import {
  ActionIcon,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { useLab } from '../../state/lab';
import {
  axisValues,
  freshAxis,
  mostValues,
  readAxis,
  sweepFields,
  type AxisDraft,
  type SweepField,
} from '../../state/sweeps';
import { Chips } from '../controls/chips';
import { Choice } from '../controls/choice';
import { NumberField } from '../controls/number-field';
import { fieldName, fieldValue } from '../controls/spec-fields';

export interface AxisEditorProps {
  draft: AxisDraft;
  label: string;
  /** Paths of the other fields. */
  taken: readonly string[];
  onChange: (draft: AxisDraft) => void;
  onRemove?: () => void;
}

export function AxisEditor({ draft, label, taken, onChange, onRemove }: AxisEditorProps) {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const fields = useMemo(() => sweepFields(spec.text), [spec.text]);
  const field = fields.find(({ path }) => path === draft.path);
  const options = fields
    .filter(({ path }) => !taken.includes(path))
    .map(({ path }) => ({ value: path, label: `${fieldName(path, t)} · ${path}` }));
  return (
    <Stack gap="md">
      <Group align="start" wrap="nowrap" gap="sm">
        <Select
          flex={1}
          miw={0}
          label={label}
          description={t('experiments.builder.fieldHelp')}
          data={options}
          value={field ? draft.path : null}
          searchable
          allowDeselect={false}
          maxDropdownHeight={320}
          onChange={(path) => {
            if (path !== null) onChange(freshAxis(spec, path));
          }}
        />
        {onRemove && (
          <Tooltip label={t('experiments.builder.removeField')} withArrow>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('experiments.builder.removeField')}
              onClick={onRemove}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {field?.kind === 'number' && <NumberValues draft={draft} field={field} onChange={onChange} />}
      {field?.kind === 'choice' && <ChoiceValues draft={draft} field={field} onChange={onChange} />}
    </Stack>
  );
}

interface ValuesProps<Kind extends SweepField['kind']> {
  draft: AxisDraft;
  field: Extract<SweepField, { kind: Kind }>;
  onChange: (draft: AxisDraft) => void;
}

function ChoiceValues({ draft, field, onChange }: ValuesProps<'choice'>) {
  const { t } = useTranslation();
  const reason = useRefusal(draft, field);
  return (
    <Chips
      label={t('experiments.builder.values')}
      choices={field.choices}
      nameOf={(value) => fieldValue(value, t)}
      chosen={draft.chosen}
      onChange={(chosen) => onChange({ ...draft, chosen })}
      error={reason}
    />
  );
}

function NumberValues({ draft, field, onChange }: ValuesProps<'number'>) {
  const { t } = useTranslation();
  const { short } = useNumbers();
  const reason = useRefusal(draft, field);
  const bounds = { min: field.min, max: field.max };
  const shownBounds = { min: short(field.min), max: short(field.max) };
  const read = readAxis(draft, field);
  const help = [
    t('experiments.builder.valuesHelp', shownBounds),
    ...(field.acceptsNull ? [t('experiments.builder.valuesNone')] : []),
  ].join(' ');
  return (
    <>
      <Choice
        label={t('experiments.builder.form')}
        help=""
        value={draft.form}
        options={(['list', 'range'] as const).map((value) => ({
          value,
          label: t(`experiments.builder.${value}`),
        }))}
        onChange={(form) => onChange({ ...draft, form })}
      />
      {draft.form === 'list' ? (
        <TextInput
          label={t('experiments.builder.values')}
          description={help}
          value={draft.list}
          error={reason}
          autoComplete="off"
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          onChange={(event) => onChange({ ...draft, list: event.currentTarget.value })}
        />
      ) : (
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="lg">
            <NumberField
              path={`sweep.${draft.path}.from`}
              label={t('experiments.builder.from')}
              value={draft.from}
              bounds={bounds}
              onChange={(from) => onChange({ ...draft, from })}
            />
            <NumberField
              path={`sweep.${draft.path}.to`}
              label={t('experiments.builder.to')}
              value={draft.to}
              bounds={bounds}
              onChange={(to) => onChange({ ...draft, to })}
            />
            <NumberField
              path={`sweep.${draft.path}.count`}
              label={t('experiments.builder.count')}
              help={t('experiments.builder.countHelp')}
              value={draft.count}
              bounds={{ min: 2, max: mostValues }}
              whole
              onChange={(count) => onChange({ ...draft, count })}
            />
          </SimpleGrid>
          <Choice
            label={t('experiments.builder.scale')}
            help=""
            value={draft.scale}
            options={(['linear', 'logarithmic'] as const).map((value) => ({
              value,
              label: t(`experiments.builder.${value}`),
            }))}
            onChange={(scale) => onChange({ ...draft, scale })}
          />
          {reason !== undefined && (
            <Text fz="sm" c="red" role="alert">
              {reason}
            </Text>
          )}
          {'axis' in read && (
            <Text fz="sm">
              {t('experiments.builder.combinations')}:{' '}
              <span className="picture-number">
                {axisValues(read.axis, field.isWhole)
                  .map((value) => fieldValue(value, t))
                  .join(', ')}
              </span>
            </Text>
          )}
        </Stack>
      )}
    </>
  );
}

/** Why the values cannot be used, in words; undefined if they can. */
function useRefusal(draft: AxisDraft, field: SweepField): string | undefined {
  const { t } = useTranslation();
  const { short } = useNumbers();
  const read = readAxis(draft, field);
  if ('axis' in read) return undefined;
  const { min, max } = field.kind === 'number' ? field : { min: 0, max: 0 };
  return t(`experiments.refusals.${read.refusal}`, {
    min: short(min),
    max: short(max),
    limit: mostValues,
  });
}
