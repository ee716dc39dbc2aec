/**
 * @file The plain text of an HTML page, simply: what a browser would show, blocks on lines of their
 * own, navigation and all. (Telling the article from what is around it is a stage of cleaning.) The
 * page is parsed by linkedom and never becomes part of a page; its scripts are text that is passed over.
 */

/** What the walk needs of a DOM; linkedom's nodes have it. */
export interface PageNode {
  readonly nodeType: number;
  readonly localName?: string;
  readonly nodeValue: string | null;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly parentNode: PageNode | null;
}

const textNode = 3;

const unseen = new Set(
  'head title script style noscript template svg math iframe object canvas video audio select textarea'.split(
    ' ',
  ),
);

const blocks = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre ' +
    'section summary table tbody tfoot thead tr ul'
  ).split(' '),
);

/** Blocks with a blank line around them. */
const paragraphs = new Set(
  'article blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre section table ul'.split(' '),
);

/** Text with the line ends that blocks make and no more white space than one sees. */
class Page {
  private text = '';
  /** Line ends that are due before the next word. */
  private due = 0;
  private spaceDue = false;

  breakLine(lines: number): void {
    this.due = Math.max(this.due, lines);
  }

  add(text: string, isPreformatted: boolean): void {
    if (isPreformatted) this.write(text);
    else {
      const words = text.split(/[ \t\n\r\f]+/);
      for (const [index, word] of words.entries()) {
        if (index > 0) this.spaceDue = true;
        if (word !== '') this.write(word);
      }
    }
  }

  toString(): string {
    return this.text.trim();
  }

  private write(text: string): void {
    if (this.text !== '') {
      if (this.due > 0) this.text += '\n'.repeat(this.due);
      else if (this.spaceDue) this.text += ' ';
    }
    this.due = 0;
    this.spaceDue = false;
    this.text += text;
  }
}

/**
 * Walks without recursion: pages may be nested deeper than the stack is.
 * @param tops the document's children; a doctype among them does not know its next sibling
 * @param isSkipped of an element's name, in small letters: leaves it out with all that is in it
 */
export function textOfNodes(
  tops: Iterable<PageNode>,
  isSkipped: (name: string) => boolean = () => false,
): string {
  const page = new Page();
  let preformatted = 0;
  /** At the start of an element and at its end. */
  const border = ({ localName = '' }: PageNode, change: 1 | -1) => {
    if (blocks.has(localName)) page.breakLine(paragraphs.has(localName) ? 2 : 1);
    else if (localName === 'td' || localName === 'th') page.add(' ', false);
    if (localName === 'pre') preformatted += change;
  };
  for (const top of tops) {
    let node: PageNode | null = top;
    while (node !== null) {
      if (node.nodeType === textNode) page.add(node.nodeValue ?? '', preformatted > 0);
      const name = node.localName ?? '';
      if (!unseen.has(name) && !isSkipped(name)) {
        border(node, 1);
        if (node.firstChild !== null) {
          node = node.firstChild;
          continue;
        }
        border(node, -1);
      }
      while (node !== null && node !== top && node.nextSibling === null) {
        node = node.parentNode;
        if (node !== null) border(node, -1);
      }
      node = node === top ? null : (node?.nextSibling ?? null);
    }
  }
  return page.toString();
}

/** Levels of the deepest element. */
export function depthOf(tops: Iterable<PageNode>): number {
  let level = [...tops];
  let depth = 0;
  while (level.length > 0) {
    depth++;
    const below: PageNode[] = [];
    for (const node of level) {
      for (let child = node.firstChild; child; child = child.nextSibling) below.push(child);
    }
    level = below;
  }
  return depth;
}

/** Loads the parser, once. */
export async function loadHtmlReader(): Promise<(html: string) => string> {
  const { parseHTML } = await import('linkedom/worker');
  return (html) => textOfNodes(parseHTML(html).document.childNodes);
}
