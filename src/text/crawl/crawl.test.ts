/**
 * @file The crawl: always the same for a seed, about as dirty as a real one, and true to its truth.
 */
import { describe, expect, it } from 'vitest';
import { passesIdentityCheck } from '../cleaning/stages/personal-data';
import { Random } from '../../base/random';
import { crawlPage, crawlSource, crawlTruth, defects } from '.';
import { goodTexts, labelledTexts } from './labelled';
import { misread } from './mojibake';
import { plainPage } from './page';
import { identityNumber } from './personal-data';

const pages = Array.from({ length: 1500 }, (_, id) => crawlPage(7, id));

describe('the crawl', () => {
  it('is a function of seed and id', () => {
    expect(crawlPage(7, 12)).toEqual(pages[12]);
    expect(crawlPage(8, 12)).not.toEqual(pages[12]);
    expect(crawlTruth(7, 12)).toEqual(pages[12].truth);
  });

  it('is dirty like a real one: about one page in eight is good', () => {
    const share = pages.filter(({ truth }) => truth.quality === 'good').length / pages.length;
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.16);
  });

  it.each(defects)('has pages with the defect %s', (defect) => {
    expect(pages.filter(({ truth }) => truth.defects.includes(defect)).length).toBeGreaterThan(0);
  });

  it('copies good pages that come before', () => {
    for (const { id, truth } of pages) {
      expect(truth.quality === 'copy').toBe(truth.copyOf !== undefined);
      if (truth.copyOf === undefined) continue;
      expect(truth.copyOf).toBeLessThan(id);
      const isSame = plainPage(7, id).text === plainPage(7, truth.copyOf).text;
      expect(isSame).toBe(truth.defects.includes('exact-copy'));
    }
  });

  it('has whole pages of markup, but for those that break off', () => {
    for (const { html, truth } of pages) {
      expect(html).toMatch(/^<!doctype html>/);
      expect(html.endsWith('</html>')).toBe(!truth.defects.includes('truncated'));
    }
  });

  it('can be read as a text, page by page', async () => {
    const read: string[] = [];
    for await (const chunk of crawlSource({ documents: 20, seed: 7 }).chunks()) {
      expect(chunk.page?.html).toBe(chunk.text);
      read.push(chunk.text);
    }
    expect(read).toEqual(pages.slice(0, 20).map(({ html }) => html));
  });
});

describe('labelled texts', () => {
  it('are of both kinds, without markup, and as many as asked for', () => {
    const texts = labelledTexts(3, 200);
    expect(texts).toHaveLength(200);
    const good = texts.filter((text) => text.good).length;
    expect(good).toBeGreaterThan(40);
    expect(good).toBeLessThan(140);
    expect(texts.some(({ text }) => text.includes('<p>'))).toBe(false);
    expect(goodTexts(3, 30).every((text) => text.good)).toBe(true);
  });
});

describe('what pages are spoilt with', () => {
  it('have every slot of their templates filled', () => {
    for (let id = 0; id < 1000; id++) {
      const { html } = crawlPage(1, id);
      expect(html.match(/\{(town|thing|person|number|year|river)\}/), html).toBeNull();
    }
  });

  it('are misread encodings', () => {
    expect(misread('für', 'windows-1252')).toBe('fÃ¼r');
    expect(misread('中文', 'gb18030')).not.toMatch(/[中文]/);
  });

  it('are identity numbers with the right check digit', () => {
    for (let index = 0; index < 50; index++) {
      const number = identityNumber(new Random(index), 'zh');
      expect(number).toHaveLength(18);
      expect(passesIdentityCheck(number)).toBe(true);
    }
  });
});
