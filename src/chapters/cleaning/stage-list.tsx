/** @file The stages of the pipeline in their order. */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Pipeline } from '../../state/cleaning-settings';
import { useLab } from '../../state/lab';
import type { CleaningReport } from '../../text/cleaning/pipeline';
import { Section } from '../controls/chapter-parts';
import { StageCard, type StagePanel } from './stage-card';

export interface OpenPanel {
  place: number;
  panel: StagePanel;
}

export interface StageListProps {
  pipeline: Pipeline;
  /** Null unless it belongs to this pipeline. */
  report: CleaningReport | null;
  open: OpenPanel | null;
  onOpen: (open: OpenPanel | null) => void;
}

/** The list with the element at `from` at another place. */
function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, place) => place !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}

export function StageList({ pipeline, report, open, onOpen }: StageListProps) {
  const { t } = useTranslation();
  const editPipeline = useLab((state) => state.editPipeline);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= pipeline.length) return null;
    return () => {
      onOpen(null);
      editPipeline(moved(pipeline, from, to));
    };
  };
  return (
    <Section
      title={t('cleaning.stages.heading')}
      hint={`${t('cleaning.stages.hint')} ${report?.good ? t('cleaning.stages.scoreHelp') : ''}`}
    >
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {pipeline.map((settings, place) => (
          <StageCard
            // The usual pipeline has each stage once; others may repeat one.
            key={`${settings.stage} ${pipeline.slice(0, place).filter(({ stage }) => stage === settings.stage).length}`}
            settings={settings}
            number={place + 1}
            report={report?.stages.find((stage) => stage.place === place) ?? null}
            panel={open?.place === place ? open.panel : null}
            onOpen={(panel) => onOpen(panel && { place, panel })}
            onChange={(changed) =>
              editPipeline(pipeline.map((other, at) => (at === place ? changed : other)))
            }
            onMove={{ up: move(place, place - 1), down: move(place, place + 1) }}
          />
        ))}
      </Stack>
    </Section>
  );
}
