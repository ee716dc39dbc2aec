/**
 * @file Closing the tab in mid-training and opening it again offers to resume, and the resumed run
 * goes on exactly as an uninterrupted one: every loss is the same number.
 */
import { english } from '../src/language/en';
import { requireSpec } from '../src/experiment/spec';
import {
  addressOf,
  expect,
  expectRunStatus,
  longTraining,
  lossesOf,
  newestRun,
  test,
  tinySpec,
} from './lab';

const { common, train } = english;

test('a run that was cut short goes on with the same losses', async ({ page }) => {
  const spec = requireSpec({ ...tinySpec, training: longTraining });
  await page.goto(addressOf(spec, 'train'));
  await page.getByRole('button', { name: train.start }).click();
  await expect
    .poll(async () => (await newestRun(page))?.checkpoints.at(-1)?.step ?? 0)
    .toBeGreaterThanOrEqual(10);
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
