/**
 * @file The text of a page out of its HTML: Mozilla's Readability on a linkedom document finds the
 * block that holds the article; its blocks become lines, paragraphs are parted by a blank line
 * (RefinedWeb uses trafilatura for this). Where Readability finds nothing, the whole body is taken.
 * Nothing on the page is run or loaded. Documents that are no HTML stay as they are.
 */
import { z } from 'zod';
import { changed, judgeEach, kept, removed } from '../each';
import type { StageDefinition } from '../types';

const settings = z.strictObject({
  /** Readability looks again, less strictly, if an article has fewer characters. */
  articleCharacters: z.int().min(0).max(5000).default(120),
  keepTitles: z.boolean().default(true),
  stripAddresses: z.boolean().default(true),
});

/** Longer pages are cut here before they are parsed. */
const longestPage = 2 * 1024 * 1024;

const blocks = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TR UL'.split(
    ' ',
  ),
);
const hidden = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'IFRAME', 'SVG']);
const headings = /^H[1-6]$/;

/** As much of a DOM node as is needed. */
interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Node>;
}

/** Text of a tree, blocks parted by blank lines. */
function textOf(root: Node, keepTitles: boolean): string {
  const parts: string[] = [];
  const visit = (node: Node) => {
    if (node.nodeType === 3) {
      parts.push((node.textContent ?? '').replaceAll(/\s+/g, ' '));
      return;
    }
    const name = node.nodeName.toUpperCase();
    if (hidden.has(name) || (!keepTitles && headings.test(name))) return;
    const isBlock = blocks.has(name);
    if (isBlock || name === 'BR') parts.push('\n');
    for (const child of node.childNodes) visit(child);
    if (isBlock) parts.push('\n');
  };
  visit(root);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n\n');
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
      const { document } = parseHTML(page.text.slice(0, longestPage));
      const article = new Readability<Node>(document, {
        charThreshold: options.articleCharacters,
        serializer: (node) => node,
      }).parse();
      const found = article?.content ? textOf(article.content, options.keepTitles) : '';
      const body = found === '' ? textOf(parseHTML(page.text).document, options.keepTitles) : found;
      const text = options.stripAddresses ? body.replaceAll(address, '') : body;
      if (text.trim() === '') return removed('empty');
      return changed(page, { text, isHtml: false }, found === '' ? 'body' : 'article', {
        characters: text.length,
      });
    });
  },
};
