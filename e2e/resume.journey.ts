/**
 * @file Closing the tab in mid-training and opening it again offers to resume, and the resumed run
 * goes on exactly as an uninterrupted one: every loss is the same number.
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

const { common, train } = english;

test('a run that was cut short goes on with the same losses', async ({ page }) => {
  const spec = await startLongTraining(page);
  await page.reload();

  await expect(page.getByText(common.notices.resumableTitle)).toBeVisible();
  const cut = await newestRun(page);
  expect(cut?.status).toBe('running');
  expect(cut?.step).toBeLessThan(longTraining.steps);
  await page.getByRole('button', { name: common.notices.resume, exact: true }).click();
  await expectRunStatus(page, 'paused');
  await page.getByRole('button', { name: train.play, exact: true }).click();
  await expectRunStatus(page, 'finished');

  const resumed = await lossesOf(page, cut?.id ?? '');
  expect(resumed).toHaveLength(longTraining.steps);
  const runId = await page.evaluate(async (given) => (await window.lab?.run(given))?.runId, spec);
  const uninterrupted = await lossesOf(page, runId ?? '');
  expect(resumed).toEqual(uninterrupted);
});
