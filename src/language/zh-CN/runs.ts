/**
 * @file “runs”一章的简体中文文字。
 */
import type { runs as english } from '../en/runs';
import type { Translation } from '../translation';

export const runs: Translation<typeof english> = {};
