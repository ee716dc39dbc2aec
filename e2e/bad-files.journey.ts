/**
 * @file Files that cannot be read get a clear message, and change nothing.
 */
import { errorMessages, fillTemplate } from '../src/base/errors';
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { text } = english;

/** The words of a message before the first value that only the reader knows. */
function beginning(code: keyof typeof errorMessages, name: string, known = {}): string {
  return fillTemplate(errorMessages[code], { name, ...known }).split('{{')[0];
}

const badFiles = [
  {
    name: 'picture.txt',
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48]),
    message: beginning('text.binary', 'picture.txt'),
  },
  {
    name: 'nothing.txt',
    content: Buffer.alloc(0),
    message: beginning('text.empty', 'nothing.txt'),
  },
  {
    name: 'broken.jsonl',
    content: Buffer.from('{"text": "fine"}\n{"text": "cut'),
    message: beginning('text.jsonl', 'broken.jsonl', { line: 2 }),
  },
  {
    name: 'damaged.txt',
    // Good UTF-8, then a byte that no encoding has.
    content: Buffer.concat([
      Buffer.from('Once upon a time. '.repeat(20)),
      Buffer.from([0xff, 0xff]),
    ]),
    message: beginning('text.encoding', 'damaged.txt').split(' cannot')[0],
  },
  {
    name: 'film.mp4',
    content: Buffer.from('no film'),
    message: beginning('text.kind', 'film.mp4'),
  },
];

test('bad files are refused and the text stays', async ({ page }) => {
  await page.goto(addressOf(tinySpec, 'text'));
  const preview = page.getByRole('region', { name: text.preview });
  await expect(preview).toBeVisible();
  const before = await preview.textContent();
  const address = page.url();
  for (const { name, content, message } of badFiles) {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content });
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(message);
    await expect(alert).toContainText(name);
    await expect(page.getByText(text.earlier)).toBeVisible();
    await expect(preview).toHaveText(before ?? '');
  }
  expect(page.url()).toBe(address);

  await page.locator('input[type=file]').setInputFiles({
    name: 'good.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from('# Now a good one\n'.repeat(50)),
  });
  await expect(preview).toContainText('Now a good one');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
