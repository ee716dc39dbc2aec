/**
 * @file The text of a page out of its HTML: Mozilla's Readability on a linkedom document finds the
 * block that holds the article; its blocks become lines, paragraphs are parted by a blank line
 * (RefinedWeb uses trafilatura for this). Where Readability finds nothing, and of pages that are nested
 * too deep for it, the whole body is taken.
 * Nothing on the page is run or loaded. Documents that are no HTML stay as they are.
 */
import { z } from 'zod';
import { changed, judgeEach, kept, removed } from '../each';
import { depthOf, textOfNodes, type PageNode } from '../../reading/html-text';
import type { StageDefinition } from '../types';

const settings = z.strictObject({
  /** Readability looks again, less strictly, if an article has fewer characters. */
  articleCharacters: z.int().min(0).max(5000).default(120),
  keepTitles: z.boolean().default(true),
  stripAddresses: z.boolean().default(true),
});

/** Longer pages are cut here before they are parsed. */
const longestPage = 2 * 1024 * 1024;

/** What Readability gives back. */
interface ArticleNode {
  readonly childNodes: Iterable<PageNode>;
}

/** Readability takes ever longer with the depth of a page, and browsers cut it at 512 themselves. */
const deepest = 256;

const isHeading = (name: string) => /^h[1-6]$/.test(name);

/** Text of nodes, blocks parted by blank lines. */
function paragraphsOf(nodes: Iterable<PageNode>, keepTitles: boolean): string {
  const text = textOfNodes(nodes, keepTitles ? undefined : isHeading);
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n\n');
}

const address = /\bhttps?:\/\/[^\s<>"]+/g;

export const textExtraction: StageDefinition<'text-extraction', typeof settings> = {
  name: 'text-extraction',
  settings,
  async judge(documents, options, run) {
    if (!documents.some(({ isHtml }) => isHtml)) return documents.map(() => kept);
    const [{ parseHTML }, { Readability }] = await Promise.all([
      import('linkedom/worker'),
      import('@mozilla/readability'),
    ]);
    return judgeEach(documents, run, (page) => {
      if (!page.isHtml) return kept;
      const html = page.text.slice(0, longestPage);
      const { document } = parseHTML(html);
      const article =
        depthOf(document.childNodes) > deepest
          ? null
          : new Readability<ArticleNode>(document, {
              charThreshold: options.articleCharacters,
              serializer: (node) => node,
            }).parse();
      const found = article?.content
        ? paragraphsOf(article.content.childNodes, options.keepTitles)
        : '';
      // Readability changes the document that it reads.
      const body = found || paragraphsOf(parseHTML(html).document.childNodes, options.keepTitles);
      const text = options.stripAddresses ? body.replaceAll(address, '') : body;
      if (text.trim() === '') return removed('empty');
      return changed(page, { text, isHtml: false }, found === '' ? 'body' : 'article', {
        characters: text.length,
      });
    });
  },
};
