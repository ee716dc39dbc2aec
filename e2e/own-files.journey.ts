/**
 * @file Many files of one's own at once, some of them bad: what can be read becomes one text, the rest
 * is reported; a bad file alone changes nothing; the text is there again after a reload.
 */
import type { Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { mkdirSync, writeFileSync } from 'node:fs';
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { text } = english;

const archive = zipSync({
  'stories/anna.txt': strToU8('Anna has a red ball.\n'.repeat(30)),
  'stories/page.html': strToU8('<title>Ball</title><p>Ben wants the <b>ball</b>.'),
  'stories/picture.png': strToU8('no text'),
  '__MACOSX/stories/._anna.txt': strToU8('not for people'),
});
const table =
  'id,title,text\n1,First title,The first row.\n2,Second title,"The second, longer row."\n';
const files = [
  { name: 'stories.zip', content: Buffer.from(archive) },
  { name: 'table.csv', content: Buffer.from(table) },
  { name: 'broken.parquet', content: Buffer.from('PAR1, but the rest is missing') },
];

async function drop(page: Page, dropped: typeof files): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    (given) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    },
    dropped.map(({ name, content }) => ({ name, base64: content.toString('base64') })),
  );
  const zone = page.locator('.mantine-Dropzone-root');
  await zone.dispatchEvent('dragenter', { dataTransfer });
  await zone.dispatchEvent('drop', { dataTransfer });
}

/** The spec in the address, as JSON. */
const specIn = (address: string) =>
  Buffer.from(new URL(address).searchParams.get('s')?.slice(2) ?? '', 'base64').toString();

test('a zip, a table and a broken parquet become one text', async ({ page }) => {
  await page.goto(addressOf(tinySpec, 'text'));
  const preview = page.getByRole('region', { name: text.preview });
  await expect(preview).toBeVisible();
  const before = await preview.textContent();

  // Alone, the broken one is an error, and the text from before stays.
  await drop(page, files.slice(2));
  await expect(page.getByRole('alert')).toContainText('broken.parquet');
  await expect(page.getByText(text.earlier)).toBeVisible();
  await expect(preview).toHaveText(before ?? '');

  await drop(page, files);
  await expect(preview).toContainText('Anna has a red ball.');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(preview).not.toContainText('not for people');
  const named = page.getByRole('definition').filter({ hasText: 'stories.zip + 1' });
  await expect(named).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: /^4$/ })).toBeVisible();
  const leftOut = page.getByRole('group', {
    name: text.leftOut.many.replace('{{files}}', '2'),
  });
  await expect(leftOut.getByRole('listitem')).toContainText([
    'broken.parquet',
    'stories.zip/stories/picture.png',
  ]);

  // Another column of the table.
  await expect(page.getByLabel(text.column.label)).toHaveValue('text');
  await page.getByLabel(text.column.label).selectOption('title');
  await expect(preview).toContainText('Second title');
  await expect(preview).not.toContainText('longer row');

  // A folder, by its dialog.
  const folder = test.info().outputPath('books');
  mkdirSync(`${folder}/more`, { recursive: true });
  writeFileSync(`${folder}/b.txt`, 'The second book.\n');
  writeFileSync(`${folder}/more/a.jsonl`, '"The third book."\n');
  writeFileSync(`${folder}/.hidden`, 'not for people');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: text.own.chooseFolder }).click();
  await (await chooser).setFiles(folder);
  await expect(preview).toContainText('The third book.');
  await expect(page.getByRole('definition').filter({ hasText: /^books$/ })).toBeVisible();
  await expect(leftOut).toHaveCount(0);
  await drop(page, files);
  await page.getByLabel(text.column.label).selectOption('title');
  await expect(preview).toContainText('Second title');

  // The files are not needed any more.
  const fingerprint = await page
    .getByRole('definition')
    .filter({ hasText: /^[0-9a-f]{16}$/ })
    .textContent();
  await expect.poll(() => specIn(page.url())).toContain(fingerprint);
  await page.reload();
  await expect(preview).toContainText('Second title');
  await expect(preview).toContainText('Ben wants the ball.');
  await expect(named).toBeVisible();
});
