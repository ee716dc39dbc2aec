/**
 * @file The block diagram: of the configured model, and of a shipped one with live values, from the whole
 * down to one number, whose sum is the number that the model has.
 */
import { english } from '../src/language/en';
import { expect, test } from './lab';

const { diagram } = english;

test('a model is looked into from the whole down to one number', async ({ page }) => {
  await page.goto('#/model');
  const box = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}, [\\d,]+ parameters`) });
  await box('Layer 1').click();
  // With the keyboard: a part, an operation, and back.
  await box('Attention').press('Enter');
  await box('Scores').press('Enter');
  await expect(page.getByRole('heading', { name: diagram.kinds.scores.name })).toBeVisible();
  await box('Scores').press('Escape');
  await box('Scores').press('Escape');
  await expect(box('Feed-forward')).toBeVisible();

  await page.goto('#/inside');
  await box('Layer 1').click();
  await box('Attention').click();
  for (const kind of ['scores', 'softmax', 'mix'] as const) {
    const { name } = diagram.kinds[kind];
    await box(name).click();
    const tensor = page.getByRole('group', {
      name: diagram.values.title.replace('{{name}}', name),
    });
    await tensor.press('ArrowDown');
    await tensor.press('ArrowRight');
    await tensor.press('Enter');
    await expect(page.getByText('Row 1, column 1')).toBeVisible();
    const numberOf = async (title: string) => {
      const row = page.getByRole('row', { name: title });
      return Number((await row.getByRole('cell').innerText()).replace('−', '-'));
    };
    const [result, recorded] = [
      await numberOf(diagram.cell.result),
      await numberOf(diagram.cell.recorded),
    ];
    expect(Math.abs(result - recorded)).toBeLessThan(1e-3 * Math.max(1, Math.abs(recorded)));
  }
});
