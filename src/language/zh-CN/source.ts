/**
 * @file 每一章源代码的简体中文文字。
 */
import type { source as english } from '../en/source';
import type { Translation } from '../translation';

export const source: Translation<typeof english> = {
  open: '这里运行的代码',
  title: '这里运行的代码',
  hint: '你使用这一页时真正运行的项目文件，注释中注明了文献出处。',
  file: '文件',
};
