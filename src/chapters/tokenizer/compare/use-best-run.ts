/**
 * @file The best run that this browser keeps with a compared tokenizer, on the same text.
 */
import { useEffect, useMemo } from 'react';
import type { ComparableRun } from '../../../experiment/comparable-run';
import type { ComparedFacts } from '../../../experiment/comparison';
import { useLab } from '../../../state/lab';
import { bestComparableRun } from '../../../state/tokenizer-parts';
import type { ComparedChoice } from '../../../state/types';

type FindBestRun = (choice: ComparedChoice, facts: ComparedFacts) => ComparableRun | null;

export function useBestRun(): FindBestRun {
  const records = useLab((state) => state.runs.records);
  const specOf = useLab((state) => state.specOf);
  const refreshRuns = useLab((state) => state.refreshRuns);
  useEffect(() => void refreshRuns(), [refreshRuns]);
  const runs = useMemo(
    () => records.map((record) => ({ record, spec: specOf(record) })),
    [records, specOf],
  );
  return (choice, { trainedOn }) =>
    choice.kind === 'trained' && trainedOn !== null
      ? bestComparableRun(runs, trainedOn, choice.config)
      : null;
}
