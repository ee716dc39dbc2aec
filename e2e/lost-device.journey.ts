/**
 * @file The GPU device is lost in mid-run: the run goes on from its last checkpoint and says so.
 */
import { english } from '../src/language/en';
import {
  expect,
  expectRunStatus,
  longTraining,
  lossesOf,
  newestRun,
  startLongTraining,
  test,
} from './lab';

const { common, engine, train } = english;

test('a run goes on after its device was lost', async ({ page }) => {
  await startLongTraining(page);
  await page.getByRole('button', { name: `Engine: ${engine.names.webgpu}` }).click();
  await page.getByRole('button', { name: engine.lose }).click();
  await page.getByRole('button', { name: common.close }).click();
  await expect(page.getByText(train.recoveredTitle)).toBeVisible();
  await expectRunStatus(page, 'finished');
  const run = await newestRun(page);
  const losses = await lossesOf(page, run?.id ?? '');
  // No step is missing and none was counted twice.
  expect(losses).toHaveLength(longTraining.steps);
  expect(run).toMatchObject({ status: 'finished', step: longTraining.steps });
});
