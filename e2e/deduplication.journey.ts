/**
 * @file Deduplication: two texts edited and compared, near-copies of a corpus opened, repeats cut.
 */
import type { Locator, Page } from '@playwright/test';
import { english } from '../src/language/en';
import { addressOf, expect, test, tinySpec } from './lab';

const { common, deduplication, pictures } = english;
const { corpus, facts, names, substring } = deduplication;

/** The value of a fact: the definition after its name. */
const fact = (page: Page, name: string) =>
  page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');

const part = (page: Page, heading: string) => page.getByRole('region', { name: heading });

async function choose(within: Locator, option: string) {
  await within.getByText(option, { exact: true }).click();
}

test.beforeEach(async ({ page }) => {
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }, 'deduplication'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(common.pages.deduplication);
});

test('two texts are compared as they are edited', async ({ page }) => {
  await expect(fact(page, facts.jaccard)).toHaveText('0.709');
  const second = page.getByRole('textbox', { name: names.second });
  await second.fill(deduplication.examples.first);
  await expect(fact(page, facts.jaccard)).toHaveText('1.000');
  await expect(fact(page, facts.estimate)).toHaveText('1.000 ± 0.000');
  await expect(fact(page, facts.collisions)).toHaveText('20 of 20');

  await second.fill('');
  await expect(fact(page, facts.estimate)).toHaveText('0.000 ± 0.000');
  await page.getByRole('button', { name: deduplication.backToExample }).click();
  await expect(fact(page, facts.jaccard)).toHaveText('0.709');

  // More bands of fewer rows: the threshold falls, and the curve and the signatures follow.
  await page.getByRole('slider', { name: /^Rows in a band/ }).press('Home');
  await expect(
    page.getByRole('group', { name: /^Two signatures in 20 bands of 1 rows/ }),
  ).toBeVisible();
});

test('a band is held with the keyboard', async ({ page }) => {
  const bands = page.getByRole('group', { name: /^Two signatures/ });
  await bands.getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(bands.getByRole('button', { pressed: true })).toHaveCount(1);
  await expect(page.getByText(/^Band 2:/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bands.getByRole('button', { pressed: true })).toHaveCount(0);
});

test('near-copies are found and read', async ({ page }) => {
  const section = part(page, corpus.heading);
  await expect(fact(page, corpus.documents)).toHaveText('150');
  await expect(fact(page, corpus.precision)).toHaveText('100.0%');
  const node = section.getByRole('button', { name: /^Document \d+, copy of/ }).first();
  await node.focus();
  await page.keyboard.press('Enter');
  const reader = section.getByRole('region', { name: /^Document \d+ against/ });
  await expect(reader.locator('ins').first()).toBeVisible();
  await reader.getByRole('button', { name: common.close }).click();
  await expect(reader).toHaveCount(0);

  const buckets = section.getByRole('button', { name: /^Band 1: \d+ documents/ });
  await buckets.first().click();
  await expect(section.getByText(/^Band 1, one bucket/)).toBeVisible();

  await choose(section, corpus.sources.open);
  await expect(fact(page, corpus.documents)).toHaveText('60');
  await expect(fact(page, corpus.precision)).toHaveCount(0);
  await choose(section, corpus.verifications.none);
  await expect(page.getByText(corpus.verificationHelp.none)).toBeVisible();
  await choose(section, corpus.sources['chinese-stories']);
  await expect(fact(page, corpus.documents)).toHaveText('150');
});

test('repeated stretches are marked', async ({ page }) => {
  const section = part(page, substring.heading);
  await expect(section.locator('mark')).toHaveCount(2);
  await choose(section, substring.copies.every);
  await expect(section.locator('mark')).toHaveCount(3);
  const notice = 'All rights reserved. No part of this page may be copied';
  await expect(section.locator('mark').first()).toContainText(notice);
  await page.getByRole('textbox', { name: names.three }).fill('A <b>text</b> of its own.');
  await expect(section.locator('mark')).toHaveCount(2);
  await choose(section, substring.units.characters);
  await expect(section.getByText(substring.unitHelp.characters)).toBeVisible();
  await expect(
    section.getByRole('button', { name: pictures.frame.save.replace('{{title}}', substring.cuts) }),
  ).toBeVisible();
});
