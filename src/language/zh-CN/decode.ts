/**
 * @file “decode”一章的简体中文文字。
 */
import type { decode as english } from '../en/decode';
import type { Translation } from '../translation';

export const decode: Translation<typeof english> = {};
