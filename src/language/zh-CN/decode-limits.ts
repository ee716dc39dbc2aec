/**
 * @file 约束、偏置、停止串和开头的限制的简体中文文字。
 */
import type { decodeLimits as english } from '../en/decode-limits';
import type { Translation } from '../translation';

export const decodeLimits: Translation<typeof english> = {
  texts: {
    expression: '表达式',
    schema: 'JSON 模式 (schema)',
  },
  hints: {
    expression: '整段文字都要匹配。可用 . [a-z] \\d \\w \\s ( ) | * + ? {2,5}；不写 ^ 和 $。',
    schema:
      '可用 type、properties、required、items、enum、const、anyOf、pattern，以及长度、个数和整数的界限。属性按这里的次序写出。',
  },
  match: {
    open: '到这里为止还可以匹配，但必须继续写',
    'may-end': '已经匹配，可以继续，也可以在这里结束',
    'must-end': '已经匹配，后面只能结束',
    broken: '前面的文字已经无法匹配，所以这里不截去任何词元',
  },
  bias: {
    actions: '“{{token}}”的偏置',
    open: '更改“{{token}}”的偏置',
    ban: '禁止',
    less: '少一些',
    more: '多一些',
    remove: '取消',
    forget: '取消“{{token}}”的偏置',
    hint: '点一个词元，就能在这一列里禁止它，或让它更可能、更不可能。',
    full: '最多 {{count}} 个词元可以有偏置。',
    none: '还没有词元有偏置。先写一段，点开其中一个词元，再在那里点词元。',
    of: '“{{token}}”的偏置',
  },
  stop: {
    label: '停止串 (stop sequences)',
    hint: '最多 {{count}} 个；一列的文字里一出现其中之一，就结束。每个之后按回车。',
    found: '停在',
    cut: '它后面被截去：',
    escapes: '\\n 表示换行。',
  },
  prompt: {
    empty: '开头是空的：模型从 {{token}} 开始，它是两篇文档之间的词元。',
    unseen:
      '最前面的 {{count}} 个词元看不到：上下文 (context) 只有 {{room}} 个词元，开头有 {{tokens}} 个。',
    lost: '词表里没有 {{characters}}：模型在那里只看到 {{token}}。',
    spelled: '没有自己的词元，逐字节拼写：{{characters}}',
    title: '模型看到的开头',
  },
  offK: '0（关）',
};
