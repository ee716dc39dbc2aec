/**
 * @file The funnel: what is left after each stage, beside what RefinedWeb published.
 */
import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { toCsv } from '../../pictures/csv';
import { formatBytes, formatCount, formatProbability } from '../../pictures/format';
import { Funnel } from '../../pictures/Funnel';
import { PictureFrame } from '../../pictures/PictureFrame';
import type { StageName } from '../../state/cleaning-settings';
import type { CleaningReport } from '../../text/cleaning/pipeline';
import type { TextSize } from '../../text/cleaning/size';
import { useStageWords } from './use-stage-words';

const measures = ['documents', 'bytes', 'tokens'] as const;
type Measure = (typeof measures)[number];

/**
 * Share of CommonCrawl's documents that RefinedWeb had left after its stages (Penedo et al. 2023,
 * 2306.01116, figure 2), as a secondary source gives them.
 */
const refinedWeb: Partial<Record<StageName, number>> = {
  'url-filter': 0.978,
  'language-identification': 0.48,
  'line-corrections': 0.23,
  'exact-substring': 0.1167,
};

export interface FunnelViewProps {
  report: CleaningReport;
  isCrawl: boolean;
  /** Place of the stage that is looked at. */
  chosen: number | null;
  onChoose: (place: number) => void;
}

export function FunnelView({ report, isCrawl, chosen, onChoose }: FunnelViewProps) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const words = useStageWords();
  const [measure, setMeasure] = useState<Measure>('documents');
  const format = (size: TextSize) => {
    switch (measure) {
      case 'documents':
        return integer(size.documents);
      case 'bytes':
        return formatBytes(size.bytes);
      case 'tokens':
        return `≈ ${formatCount(size.tokens)}`;
    }
  };
  const rows = [
    {
      id: 'start',
      label: t(isCrawl ? 'cleaning.funnel.start' : 'cleaning.funnel.startOwn'),
      value: report.start[measure],
      text: format(report.start),
    },
    ...report.stages.map(({ place, stage, left }) => ({
      id: String(place),
      label: words.name(stage),
      value: left[measure],
      text: format(left),
      reference: isCrawl && measure === 'documents' ? refinedWeb[stage] : undefined,
    })),
  ];
  const csv = () =>
    toCsv(
      ['stage', 'removed', 'changed', 'documents', 'bytes', 'tokens (estimated)'],
      report.stages.map(({ stage, removed, changed, left }) => [
        stage,
        removed,
        changed,
        left.documents,
        left.bytes,
        left.tokens,
      ]),
    );
  const { good } = report;
  return (
    <PictureFrame
      title={t('cleaning.funnel.title')}
      caption={t(isCrawl ? 'cleaning.funnel.caption' : 'cleaning.funnel.captionOwn')}
      file="cleaning"
      drawn
      csv={csv}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={t('cleaning.funnel.measure')}
          value={measure}
          data={measures.map((value) => ({ value, label: t(`cleaning.funnel.${value}`) }))}
          onChange={(value) => setMeasure(measures.find((known) => known === value) ?? measure)}
        />
      }
    >
      <Funnel
        label={t('cleaning.funnel.title')}
        rows={rows}
        chosen={chosen === null ? null : String(chosen)}
        onChoose={(id) => onChoose(Number(id))}
      />
      {good && (
        <Text fz="sm" mt="xs" fw={500}>
          {t('cleaning.funnel.good', {
            good: integer(good.after),
            before: integer(good.before),
            share: formatProbability(good.left === 0 ? 0 : good.after / good.left),
          })}
        </Text>
      )}
    </PictureFrame>
  );
}
