/**
 * @file The pages and their addresses. Each is loaded when it is first opened. A page with views of
 * its own reads their name from its address.
 */
import { lazy, type ComponentType } from 'react';
import { matchPath } from 'react-router';
import type { ChapterName } from '../chapters/controls/chapter-name';

export type PageName = 'home' | ChapterName;

export interface Chapter {
  name: PageName;
  path: string;
  Page: ComponentType;
}

export const chapters: readonly Chapter[] = [
  { name: 'home', path: '/', Page: lazy(() => import('../chapters/home/page')) },
  {
    name: 'architectures',
    path: '/architectures',
    Page: lazy(() => import('../chapters/architectures/page')),
  },
  { name: 'text', path: '/text', Page: lazy(() => import('../chapters/text/page')) },
  { name: 'cleaning', path: '/cleaning', Page: lazy(() => import('../chapters/cleaning/page')) },
  {
    name: 'deduplication',
    path: '/deduplication',
    Page: lazy(() => import('../chapters/deduplication/page')),
  },
  {
    name: 'tokenizer',
    path: '/tokenizer/:view?',
    Page: lazy(() => import('../chapters/tokenizer/page')),
  },
  {
    name: 'positions',
    path: '/positions',
    Page: lazy(() => import('../chapters/positions/page')),
  },
  {
    name: 'objectives',
    path: '/objectives',
    Page: lazy(() => import('../chapters/objectives/page')),
  },
  { name: 'model', path: '/model', Page: lazy(() => import('../chapters/model/page')) },
  { name: 'train', path: '/train', Page: lazy(() => import('../chapters/train/page')) },
  { name: 'inside', path: '/inside', Page: lazy(() => import('../chapters/inside/page')) },
  { name: 'decode', path: '/decode', Page: lazy(() => import('../chapters/decode/page')) },
  { name: 'runs', path: '/runs', Page: lazy(() => import('../chapters/runs/page')) },
];

/** Name of the page at an address; null where there is none. */
export function pageAt(address: string): PageName | null {
  return chapters.find(({ path }) => matchPath(path, address) !== null)?.name ?? null;
}
