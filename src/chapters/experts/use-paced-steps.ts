/**
 * @file The steps of a run that tell of its routers, brought up to date about once a second while they grow:
 * drawing them takes longer than they take to come.
 */
import { useEffect, useState } from 'react';
import { useLab } from '../../state/lab';
import type { RunHistory } from '../../state/types';
import type { StepEvent } from '../../experiment/events';

/** Milliseconds between two drawings. */
const pace = 1000;

export type RouterStep = Required<Pick<StepEvent, 'step' | 'routers'>>;

const none: readonly RouterStep[] = [];

function routerSteps(history: RunHistory | undefined): readonly RouterStep[] {
  const steps = history?.steps.flatMap(({ step, routers }) =>
    routers && routers.length > 0 ? [{ step, routers }] : [],
  );
  return steps && steps.length > 0 ? steps : none;
}

export function usePacedSteps(runId: string | null): readonly RouterStep[] {
  const historyNow = () => (runId === null ? undefined : useLab.getState().histories[runId]);
  const [steps, setSteps] = useState(() => routerSteps(historyNow()));
  useEffect(() => {
    let drawn: RunHistory | undefined;
    const draw = () => {
      const history = runId === null ? undefined : useLab.getState().histories[runId];
      if (history === drawn && history) return;
      drawn = history;
      setSteps(routerSteps(history));
    };
    draw();
    const timer = setInterval(draw, pace);
    return () => clearInterval(timer);
  }, [runId]);
  return steps;
}
