/**
 * @file The pages and their addresses. Each is loaded when it is first opened. A page with views of
 * its own reads their name from its address.
 */
import { lazy, type ComponentType } from 'react';
import { matchPath } from 'react-router';
import type { ChapterName } from '../chapters/controls/chapter-name';
import { loadLaterTexts } from '../language';

export type PageName = 'home' | ChapterName;

export interface Chapter {
  name: PageName;
  path: string;
  Page: ComponentType;
}

/** A page that waits for its words. */
const page = (load: () => Promise<{ default: ComponentType }>) =>
  lazy(async () => {
    const [loaded] = await Promise.all([load(), loadLaterTexts()]);
    return loaded;
  });

export const chapters: readonly Chapter[] = [
  { name: 'home', path: '/', Page: lazy(() => import('../chapters/home/page')) },
  {
    name: 'architectures',
    path: '/architectures',
    Page: page(() => import('../chapters/architectures/page')),
  },
  { name: 'text', path: '/text', Page: page(() => import('../chapters/text/page')) },
  { name: 'cleaning', path: '/cleaning', Page: page(() => import('../chapters/cleaning/page')) },
  {
    name: 'deduplication',
    path: '/deduplication',
    Page: page(() => import('../chapters/deduplication/page')),
  },
  {
    name: 'tokenizer',
    path: '/tokenizer/:view?',
    Page: page(() => import('../chapters/tokenizer/page')),
  },
  {
    name: 'positions',
    path: '/positions',
    Page: page(() => import('../chapters/positions/page')),
  },
  {
    name: 'objectives',
    path: '/objectives',
    Page: page(() => import('../chapters/objectives/page')),
  },
  { name: 'experts', path: '/experts', Page: page(() => import('../chapters/experts/page')) },
  { name: 'model', path: '/model', Page: page(() => import('../chapters/model/page')) },
  { name: 'train', path: '/train', Page: page(() => import('../chapters/train/page')) },
  { name: 'dynamics', path: '/dynamics', Page: page(() => import('../chapters/dynamics/page')) },
  {
    name: 'experiments',
    path: '/experiments',
    Page: page(() => import('../chapters/experiments/page')),
  },
  { name: 'inside', path: '/inside', Page: page(() => import('../chapters/inside/page')) },
  { name: 'decode', path: '/decode', Page: page(() => import('../chapters/decode/page')) },
  { name: 'runs', path: '/runs', Page: page(() => import('../chapters/runs/page')) },
];

/** Name of the page at an address; null where there is none. */
export function pageAt(address: string): PageName | null {
  return chapters.find(({ path }) => matchPath(path, address) !== null)?.name ?? null;
}
