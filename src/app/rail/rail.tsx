/**
 * @file The pipeline rail: the stages of the experiment in order, each with its present state. A
 * column at the left; on a narrow screen a strip that scrolls sideways.
 */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import type { ChapterName } from '../../chapters/controls/chapter-name';
import { useStageLines } from './use-stage-lines';

const stages: readonly ChapterName[] = [
  'architectures',
  'text',
  'cleaning',
  'deduplication',
  'tokenizer',
  'positions',
  'objectives',
  'experts',
  'model',
  'train',
  'dynamics',
  'experiments',
  'inside',
  'decode',
];

export function Rail() {
  const { t } = useTranslation();
  const lines = useStageLines();
  const list = useRef<HTMLOListElement>(null);
  const { pathname } = useLocation();

  // In the strip, the open stage is brought into sight.
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current="page"]');
    if (current instanceof HTMLElement && list.current) {
      list.current.scrollTo({ left: current.offsetLeft - 24, behavior: 'smooth' });
    }
  }, [pathname]);

  const link = (name: ChapterName, number: number | null) => {
    const { text, tone } = lines[name];
    return (
      <li key={name} className="rail-item" data-tone={tone}>
        <NavLink to={`/${name}`} className="rail-link">
          <span className="rail-number" aria-hidden="true">
            {number ?? '≡'}
          </span>
          <span className="rail-words">
            <span className="rail-name">{t(`common.pages.${name}`)}</span>
            <span className="rail-line">{text}</span>
          </span>
        </NavLink>
      </li>
    );
  };
  return (
    <nav className="rail" aria-label={t('common.rail.label')}>
      <ol className="rail-list" ref={list}>
        {stages.map((name, index) => link(name, index + 1))}
        {link('runs', null)}
      </ol>
    </nav>
  );
}
