/** @file The crawl's door: a small dirty web, made from a seed, page by page. */
import { Pacer } from '../pacing';
import type { TextSource } from '../types';
import { crawlPage } from './page';

export { goodPagesSource } from './held-out';
export { crawlPage, crawlTruth } from './page';
export { defects, type CrawlPage, type Defect, type PageTruth } from './types';

/**
 * The pages as a text, markup and all, one chunk per page: what a model is trained on whose text was
 * not cleaned. `chunks` throws LabError `cancelled`.
 */
export function crawlSource({ documents, seed }: { documents: number; seed: number }): TextSource {
  return {
    name: 'crawl',
    async *chunks({ signal, onProgress } = {}) {
      const pacer = new Pacer(signal);
      for (let id = 0; id < documents; id++) {
        const { url, html } = crawlPage(seed, id);
        yield { text: html, endOfDocument: true, page: { url, html } };
        if (pacer.due() || id === documents - 1) {
          onProgress?.((id + 1) / documents);
          await pacer.pause();
        }
      }
    },
  };
}
