/**
 * @file Makes `t('home.title')` a checked key: one that does not stand in the English texts does not
 * compile.
 */
import type { english } from './en';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof english };
    returnNull: false;
  }
}
