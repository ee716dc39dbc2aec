/**
 * @file The frame around every page: header, the rail of stages, notices, the page itself.
 */
import { Loader } from '@mantine/core';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { ChapterBoundary } from './chapter-boundary';
import { useLab } from '../state/lab';
import { pageAt } from './chapters';
import { Header } from './header';
import { Notices } from './notices';
import { Rail } from './rail/rail';

export function Layout() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const page = pageAt(pathname);
  const pageName = t(`common.pages.${page ?? 'notFound'}`);

  useEffect(() => {
    document.title = page === 'home' ? t('common.name') : t('common.title', { page: pageName });
  }, [page, pageName, t]);
  // What was queued before goes on, whichever page is open.
  const openQueue = useLab((state) => state.openQueue);
  useEffect(() => void openQueue(), [openQueue]);
  // Another view of the same page leaves the reader where they are.
  const place = page ?? pathname;
  useOnOtherPage(place, () => {
    window.scrollTo({ top: 0 });
    // A reader with a keyboard or a screen reader goes on at the new page, not in the rail.
    main.current?.focus({ preventScroll: true });
  });

  return (
    <div className="lab">
      {/* A button, since the part after # is the page's address. */}
      <button type="button" className="lab-skip" onClick={() => main.current?.focus()}>
        {t('common.skip')}
      </button>
      <Header />
      <Rail />
      <main className="lab-main" ref={main} tabIndex={-1}>
        <Notices page={page} />
        <ChapterBoundary key={place}>
          <Suspense
            fallback={
              <div className="lab-waiting" role="status" aria-label={t('common.loading')}>
                <Loader size="sm" />
              </div>
            }
          >
            <Outlet />
          </Suspense>
        </ChapterBoundary>
      </main>
    </div>
  );
}

/** Calls when the page changes, but not for the first one. */
function useOnOtherPage(page: string, call: () => void): void {
  const last = useRef(page);
  useEffect(() => {
    if (last.current === page) return;
    last.current = page;
    call();
  });
}
