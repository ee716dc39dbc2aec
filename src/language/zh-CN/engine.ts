/**
 * @file “engine”的简体中文文字。
 */
import type { engine as english } from '../en/engine';
import type { Translation } from '../translation';

export const engine: Translation<typeof english> = {};
