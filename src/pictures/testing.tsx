/**
 * @file For tests of pictures: draws one to markup, without a browser.
 */
import { MantineProvider } from '@mantine/core';
import { createInstance } from 'i18next';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { diagram as englishDiagram } from '../language/en/diagram';
import { experts as englishExperts } from '../language/en/experts';
import { lens as englishLens } from '../language/en/lens';
import { pictures as english } from '../language/en/pictures';
import { diagram as chineseDiagram } from '../language/zh-CN/diagram';
import { experts as chineseExperts } from '../language/zh-CN/experts';
import { lens as chineseLens } from '../language/zh-CN/lens';
import { pictures as chinese } from '../language/zh-CN/pictures';
import type { HoverLock } from './use-hover-lock';

const languages = createInstance();
void languages.use(initReactI18next).init({
  lng: 'en',
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: {
    en: {
      translation: {
        pictures: english,
        diagram: englishDiagram,
        experts: englishExperts,
        lens: englishLens,
      },
    },
    'zh-CN': {
      translation: {
        pictures: chinese,
        diagram: chineseDiagram,
        experts: chineseExperts,
        lens: chineseLens,
      },
    },
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
