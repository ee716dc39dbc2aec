/**
 * @file Clean text that no page of a crawl is: good pages of another crawl, without markup, to measure by
 * what a model learned from this one.
 */
import { hashKeys } from '../../base/random';
import type { TextSource } from '../types';
import { goodTexts } from './labelled';

const pages = 200;

/** @param seed of the crawl that is trained on. Made at once: it is little. */
export function goodPagesSource(seed: number): TextSource {
  return {
    name: 'good-pages',
    async *chunks() {
      for (const { text } of goodTexts(hashKeys([seed, 'good pages']), pages)) {
        yield { text, endOfDocument: true };
      }
    },
  };
}
