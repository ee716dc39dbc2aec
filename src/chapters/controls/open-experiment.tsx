/**
 * @file From a model of a comparison to the same one as the experiment: its spec becomes the page's, which
 * trains it again with the same numbers, and then looks into it, keeps it and shares it as any run.
 */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Spec } from '../../experiment/spec';
import { useLab } from '../../state/lab';

export interface OpenExperimentProps {
  spec: Spec;
  /** Of the model, for screen readers. */
  name: string;
}

export function OpenExperiment({ spec, name }: OpenExperimentProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = useLab((state) => state.openExperiment);
  return (
    <Button
      size="compact-xs"
      variant="light"
      aria-label={t('trials.openOne', { name })}
      onClick={() => {
        void open(spec);
        void navigate('/train');
      }}
    >
      {t('trials.open')}
    </Button>
  );
}
