/**
 * @file Makes a branch that stops after the token whose panel is open.
 */
import { Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../../state/lab';
import type { TokenPlace } from '../token-place';

export interface RewindButtonProps {
  place: TokenPlace;
  onDone: () => void;
}

export function RewindButton({ place, onDone }: RewindButtonProps) {
  const { t } = useTranslation();
  const rewindTo = useLab((state) => state.rewindTo);
  return (
    <Group gap="sm" wrap="nowrap">
      <Button
        size="xs"
        variant="light"
        flex="none"
        leftSection={<IconArrowBackUp size={15} aria-hidden="true" />}
        onClick={() => {
          onDone();
          void rewindTo(place, place.token);
        }}
      >
        {t('branches.rewind')}
      </Button>
      <Text fz="xs" c="dimmed">
        {t('branches.rewindHint')}
      </Text>
    </Group>
  );
}
