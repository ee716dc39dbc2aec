/**
 * @file Asks before a run is removed for good.
 */
import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';

export interface Deletion {
  id: string;
  title: string;
  text: string;
}

export interface DeleteDialogProps {
  deletion: Deletion | null;
  onClose: () => void;
}

export function DeleteDialog({ deletion, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const deleteRun = useLab((state) => state.deleteRun);
  const confirm = () => {
    if (!deletion) return;
    const { source, chooseSource } = useLab.getState();
    onClose();
    void deleteRun(deletion.id).then(() => {
      // What no longer exists cannot be looked into.
      if (source.kind === 'run' && source.runId === deletion.id) {
        void chooseSource({ kind: 'shipped', name: 'english' });
      }
    });
  };
  return (
    <Modal
      opened={deletion !== null}
      onClose={onClose}
      title={deletion?.title}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text fz="sm" lh={1.6}>
        {deletion?.text}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('runs.keep')}
        </Button>
        <Button color="red" onClick={confirm}>
          {t('runs.delete')}
        </Button>
      </Group>
    </Modal>
  );
}
