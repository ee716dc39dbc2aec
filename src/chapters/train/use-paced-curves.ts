/**
 * @file The curves of the runs on the chart, for a chart that is drawn while they grow. Drawing one
 * takes some ten milliseconds, so charts take turns: one at a time is brought up to date, each about
 * once a second, and the page stays responsive. Which runs are shown changes at once.
 */
import { startTransition, useEffect, useState } from 'react';
import { useLab } from '../../state/lab';
import { runCurves, type RunCurve } from '../../state/selectors';

/** Milliseconds between two charts. */
const turnLength = 250;

const charts: (() => void)[] = [];
let timer: ReturnType<typeof setInterval> | undefined;

function takeTurns(draw: () => void): () => void {
  charts.push(draw);
  timer ??= setInterval(() => {
    const next = charts.shift();
    if (!next) return;
    charts.push(next);
    next();
  }, turnLength);
  return () => {
    charts.splice(charts.indexOf(draw), 1);
    if (charts.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function usePacedCurves(): readonly RunCurve[] {
  const [curves, setCurves] = useState<readonly RunCurve[]>(() => runCurves(useLab.getState()));
  useEffect(() => {
    const draw = () => {
      const now = runCurves(useLab.getState());
      // A transition is drawn in slices, between which the page answers.
      startTransition(() => setCurves((before) => (areSame(before, now) ? before : now)));
    };
    const unsubscribe = useLab.subscribe(({ run, runs }, before) => {
      if (run?.id !== before.run?.id || runs.shown !== before.runs.shown) draw();
    });
    const leave = takeTurns(draw);
    return () => {
      unsubscribe();
      leave();
    };
  }, []);
  return curves;
}

function areSame(left: readonly RunCurve[], right: readonly RunCurve[]): boolean {
  return (
    left.length === right.length &&
    left.every(
      ({ runId, name, history }, index) =>
        runId === right[index].runId &&
        name === right[index].name &&
        history === right[index].history,
    )
  );
}
