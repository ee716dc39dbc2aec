/**
 * @file “train”一章的简体中文文字。
 */
import type { train as english } from '../en/train';
import type { Translation } from '../translation';

export const train: Translation<typeof english> = {};
