/**
 * @file The page's languages. English comes with the first bundle, what only chapters say with the first
 * of them; another language is loaded when it is chosen. Which one: what the reader chose before, else what the browser asks for.
 */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstTexts } from './en/first';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'llm-lab.language';

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The first wish that some language meets; any Chinese gets 简体中文. */
export function bestLanguage(wishes: readonly (string | null)[]): Language {
  for (const wish of wishes) {
    if (wish === null) continue;
    if (isLanguage(wish)) return wish;
    if (/^zh\b/i.test(wish)) return 'zh-CN';
    if (/^en\b/i.test(wish)) return 'en';
  }
  return 'en';
}

/** Storage can be forbidden; then the choice lasts until the page is closed. */
function storedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** English only, at once: for tests, and until the wanted language is there. */
export function initializeLanguage(): void {
  if (i18next.isInitialized) return;
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    initAsync: false,
    partialBundledLanguages: true,
    resources: { en: { translation: firstTexts } },
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
}

/** The rest of the English texts, which chapters wait for. */
export async function loadLaterTexts(): Promise<void> {
  const { laterTexts } = await import('./en/later');
  i18next.addResourceBundle('en', 'translation', laterTexts, true);
}

/** Before the first paint. If another language cannot be loaded, the page stays English. */
export async function startLanguage(): Promise<void> {
  initializeLanguage();
  const wanted = bestLanguage([storedLanguage(), ...navigator.languages]);
  try {
    await change(wanted);
  } catch {
    await change('en');
  }
}

/** @throws the import's error if the texts cannot be loaded; the language stays as it was */
export async function chooseLanguage(language: Language): Promise<void> {
  await change(language);
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // See `storedLanguage`.
  }
}

export function currentLanguage(): Language {
  return bestLanguage([i18next.language]);
}

async function change(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await load(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

async function load(language: Language) {
  switch (language) {
    case 'en':
      return firstTexts;
    case 'zh-CN':
      return (await import('./zh-CN')).chinese;
  }
}
