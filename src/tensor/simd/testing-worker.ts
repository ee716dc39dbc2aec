/**
 * @file A worker for tests: runs cases on a machine of its own, as the lab does. Threads may sleep
 * there, and the pauses between the runs let them.
 */
import { operationCases, randomCase } from '../program/testing';
import { createSimdMachine } from './machine';
import { describeCase, mistakes } from './testing';

export interface WorkerReport {
  threads: number;
  mistakes: string[];
}

async function report(): Promise<WorkerReport> {
  const machine = await createSimdMachine({ threads: 2 });
  const lines: string[] = [];
  const chosen = operationCases().filter((_, index) => index % 23 === 0);
  for (const [index, one] of chosen.entries()) {
    await new Promise((resolve) => setTimeout(resolve, index % 4));
    const wrong = await mistakes(machine, randomCase(one, index));
    lines.push(...wrong.map((line) => `${describeCase(one)}: ${line}`));
  }
  const { threads } = machine;
  machine.dispose();
  return { threads, mistakes: lines };
}

addEventListener('message', () => {
  void report().then(
    (result) => postMessage(result),
    (error: unknown) =>
      postMessage({ threads: 0, mistakes: [String(error)] } satisfies WorkerReport),
  );
});
