/**
 * @file “tokenizer”的简体中文文字。
 */
import type { tokenizer as english } from '../en/tokenizer';
import type { Translation } from '../translation';

export const tokenizer: Translation<typeof english> = {};
