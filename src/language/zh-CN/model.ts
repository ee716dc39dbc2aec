/**
 * @file “model”的简体中文文字。
 */
import type { model as english } from '../en/model';
import type { Translation } from '../translation';

export const model: Translation<typeof english> = {};
