/**
 * @file “inside”一章的简体中文文字。
 */
import type { inside as english } from '../en/inside';
import type { Translation } from '../translation';

export const inside: Translation<typeof english> = {};
