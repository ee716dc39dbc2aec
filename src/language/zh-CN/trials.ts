/**
 * @file 几个章节里的对比实验共用的简体中文文字。
 */
import type { trials as english } from '../en/trials';
import type { Translation } from '../translation';

export const trials: Translation<typeof english> = {
  column: '保存',
  open: '作为实验打开',
  openOne: '作为实验打开：{{name}}',
};
