/**
 * @file For tests of pictures: draws one to markup, without a browser.
 */
import { MantineProvider } from '@mantine/core';
import { createInstance } from 'i18next';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { english } from '../language/en';
import { chinese } from '../language/zh-CN';
import type { HoverLock } from './use-hover-lock';

const languages = createInstance();
void languages.use(initReactI18next).init({
  lng: 'en',
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: {
    en: { translation: english },
    'zh-CN': { translation: chinese },
  },
});

/** The picture's markup, long numbers rounded to two places. */
export function draw(picture: ReactNode, language: 'en' | 'zh-CN' = 'en'): string {
  void languages.changeLanguage(language);
  const markup = renderToStaticMarkup(
    <I18nextProvider i18n={languages}>
      <MantineProvider>{picture}</MantineProvider>
    </I18nextProvider>,
  );
  return markup
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/\d+\.\d{5,}/g, (digits) => String(Number(Number(digits).toFixed(2))));
}

/** The text content of elements that match `<tag …className…>`; for elements without children. */
export function texts(markup: string, className: string): string[] {
  const pattern = new RegExp(`class="[^"]*\\b${className}\\b[^"]*"[^>]*>([^<]*)<`, 'g');
  return Array.from(markup.matchAll(pattern), (match) => match[1]);
}

/** How often `part` occurs. */
export function occurrences(markup: string, part: string): number {
  return markup.split(part).length - 1;
}

/** A lock that holds `value` and ignores events. */
export function lockOn(value: number | undefined): HoverLock<number> {
  const ignore = () => undefined;
  return {
    active: value,
    locked: value,
    hover: ignore,
    leave: ignore,
    toggle: ignore,
    unlock: ignore,
  };
}
