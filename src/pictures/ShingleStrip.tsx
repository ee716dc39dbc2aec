/**
 * @file The shingles of a text in their order; those that another text has too are lit. Pointing at one
 * marks it wherever it stands, also in another strip with the same lock.
 */
import { useTranslation } from 'react-i18next';
import type { HoverLock } from './use-hover-lock';
import { useRovingIndex } from './use-roving-index';

export interface ShingleStripProps {
  shingles: readonly { text: string; isShared: boolean }[];
  /** Holds the text of a shingle, in lower case. */
  lock: HoverLock<string>;
}

export function ShingleStrip({ shingles, lock }: ShingleStripProps) {
  const { t } = useTranslation();
  const roving = useRovingIndex(shingles.length);
  return (
    <div
      className="picture"
      role="group"
      aria-label={t('pictures.deduplication.shingles', { count: shingles.length })}
      {...roving.container}
    >
      {shingles.map(({ text, isShared }, index) => {
        const key = text.toLowerCase();
        const look = ['picture-button picture-shingle'];
        if (isShared) look.push('is-shared');
        if (lock.active === key) look.push('is-active');
        return (
          <button
            key={index}
            type="button"
            className={look.join(' ')}
            data-index={index}
            tabIndex={roving.tabIndex(index)}
            aria-pressed={lock.locked === key}
            aria-label={t(
              isShared
                ? 'pictures.deduplication.sharedShingle'
                : 'pictures.deduplication.ownShingle',
              { text },
            )}
            onPointerEnter={() => lock.hover(key)}
            onPointerLeave={lock.leave}
            onFocus={() => lock.hover(key)}
            onBlur={lock.leave}
            onClick={() => lock.toggle(key)}
          >
            {text}
          </button>
        );
      })}
    </div>
  );
}
