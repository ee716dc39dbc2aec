/**
 * @file Which engine computes, in the header; a click opens the panel.
 */
import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLab } from '../state/lab';
import { EnginePanel } from './engine-panel';

export function EngineBadge() {
  const { t } = useTranslation();
  const { status, report } = useLab((state) => state.engine);
  // A flame wants room.
  const isWide = useLab((state) => state.stepMeasurement.result !== null);
  const [opened, { open, close }] = useDisclosure(false);
  const name =
    status === 'ready' && report
      ? t(`engine.names.${report.backend}`)
      : t(`engine.statuses.${status === 'ready' ? 'idle' : status}`);
  return (
    <>
      <UnstyledButton
        className="lab-engine"
        data-status={status}
        aria-label={t('engine.badge', { name })}
        aria-haspopup="dialog"
        onClick={open}
      >
        <span className="lab-engine-dot" aria-hidden="true" />
        <span>{name}</span>
      </UnstyledButton>
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        size={isWide ? 720 : 400}
        title={t('engine.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <EnginePanel />
      </Drawer>
    </>
  );
}
