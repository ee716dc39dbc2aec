/**
 * @file “text”的简体中文文字。
 */
import type { text as english } from '../en/text';
import type { Translation } from '../translation';

export const text: Translation<typeof english> = {};
