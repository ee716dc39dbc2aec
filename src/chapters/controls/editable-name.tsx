/**
 * @file A name that can be changed where it stands. Enter saves, Escape keeps the old.
 */
import { ActionIcon, Group, TextInput, Title } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

export interface EditableNameProps {
  name: string;
  /** Stands there while the name is empty. */
  placeholder: string;
  /** Also for an empty name, if it may be. */
  mayBeEmpty?: boolean;
  onRename: (name: string) => void;
}

export function EditableName(props: EditableNameProps) {
  const { name, placeholder, mayBeEmpty = false, onRename } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = name || placeholder;

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
    if ((next !== '' || mayBeEmpty) && next !== name) onRename(next);
  };
  return (
    <form onSubmit={save}>
      <Group gap={6} wrap="nowrap">
        <TextInput
          aria-label={t('runs.newName')}
          value={draft}
          placeholder={placeholder}
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
