/**
 * @file The learning rate's course as a line to draw: linear warmup, then half a cosine
 * (Loshchilov & Hutter 2016, without restarts). For the picture only; the trainer has its own.
 */
import type { TrainingConfig } from '../../training/config';

export type Schedule = Pick<
  TrainingConfig,
  'steps' | 'warmupSteps' | 'learningRate' | 'minimumLearningRate'
>;

/** Rate at a point of the run, `step` from 0 to `steps`. */
export function rateAt(step: number, schedule: Schedule): number {
  const { steps, warmupSteps, learningRate, minimumLearningRate } = schedule;
  if (step < warmupSteps) return (learningRate * step) / warmupSteps;
  const progress = steps === warmupSteps ? 0 : (step - warmupSteps) / (steps - warmupSteps);
  const cosine = (1 + Math.cos(Math.PI * progress)) / 2;
  return minimumLearningRate + (learningRate - minimumLearningRate) * cosine;
}

/** SVG path over `width` × `height`; the peak touches the top. */
export function schedulePath(schedule: Schedule, width: number, height: number): string {
  const { steps, warmupSteps, learningRate } = schedule;
  const points = 60;
  const decay = Array.from(
    { length: points + 1 },
    (_, index) => warmupSteps + ((steps - warmupSteps) * index) / points,
  );
  return [0, ...decay]
    .map((step, index) => {
      const x = (step / steps) * width;
      const y = height * (1 - rateAt(step, schedule) / learningRate);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
