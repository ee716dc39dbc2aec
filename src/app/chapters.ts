/**
 * @file The pages and their addresses. Each is loaded when it is first opened.
 
 */
import { lazy, type ComponentType } from 'react';

export type PageName =
  | 'home'
  | 'text'
  | 'cleaning'
  | 'deduplication'
  | 'tokenizer'
  | 'model'
  | 'train'
  | 'inside'
  | 'decode'
  | 'runs';

export interface Chapter {
  name: PageName;
  path: string;
  Page: ComponentType;
}

export const chapters: readonly Chapter[] = [
  { name: 'home', path: '/', Page: lazy(() => import('../chapters/home/page')) },
  { name: 'text', path: '/text', Page: lazy(() => import('../chapters/text/page')) },
  { name: 'cleaning', path: '/cleaning', Page: lazy(() => import('../chapters/cleaning/page')) },
  {
    name: 'deduplication',
    path: '/deduplication',
    Page: lazy(() => import('../chapters/deduplication/page')),
  },
  { name: 'tokenizer', path: '/tokenizer', Page: lazy(() => import('../chapters/tokenizer/page')) },
  { name: 'model', path: '/model', Page: lazy(() => import('../chapters/model/page')) },
  { name: 'train', path: '/train', Page: lazy(() => import('../chapters/train/page')) },
  { name: 'inside', path: '/inside', Page: lazy(() => import('../chapters/inside/page')) },
  { name: 'decode', path: '/decode', Page: lazy(() => import('../chapters/decode/page')) },
  { name: 'runs', path: '/runs', Page: lazy(() => import('../chapters/runs/page')) },
];

/** Name of the page at a path; null where there is none. */
export function pageAt(path: string): PageName | null {
  return chapters.find((chapter) => chapter.path === path)?.name ?? null;
}
