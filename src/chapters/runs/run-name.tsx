/**
 * @file The name of a run, which can be changed where it stands. Enter saves, Escape keeps the old.
 */
import { ActionIcon, Group, TextInput, Title } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';

export interface RunNameProps {
  id: string;
  name: string;
}

export function RunName({ id, name }: RunNameProps) {
  const { t } = useTranslation();
  const renameRun = useLab((state) => state.renameRun);
  const [draft, setDraft] = useState<string | null>(null);
  const shown = name || t('runs.unnamed');

  if (draft === null) {
    return (
      <Group gap={6} wrap="nowrap" miw={0}>
        <Title order={3} fz="lg" style={{ overflowWrap: 'anywhere' }}>
          {shown}
        </Title>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('runs.rename', { name: shown })}
          onClick={() => setDraft(name)}
        >
          <IconPencil size={16} aria-hidden="true" />
        </ActionIcon>
      </Group>
    );
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    const next = draft.trim();
    setDraft(null);
    if (next !== '' && next !== name) void renameRun(id, next);
  };
  return (
    <form onSubmit={save}>
      <Group gap={6} wrap="nowrap">
        <TextInput
          aria-label={t('runs.newName')}
          value={draft}
          maxLength={100}
          autoFocus
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setDraft(null);
          }}
        />
        <ActionIcon type="submit" variant="filled" size="lg" aria-label={t('runs.saveName')}>
          <IconCheck size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('runs.cancelName')}
          onClick={() => setDraft(null)}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </Group>
    </form>
  );
}
