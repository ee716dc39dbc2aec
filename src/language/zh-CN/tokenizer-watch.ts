/**
 * @file “分词器”一章“看它学习”视图的简体中文文字。
 */
import type { tokenizerWatch as english } from '../en/tokenizer-watch';
import type { Translation } from '../translation';

export const tokenizerWatch: Translation<typeof english> = {
  text: {
    heading: '用来学习的文本',
    label: '短文本',
    help: '打开的文本的开头；可以随意修改，最多 {{limit}} 个字符。每次修改都重新学习。',
    restore: '恢复为打开的文本',
    failed: '从这段文本学不到东西',
  },
  player: {
    heading: '学习过程：一次一个合并',
    hint: 'BPE 从字节开始。每一步都数一遍所有相邻的词元对，把最常见的一对在全文合并。当没有任何一对出现两次时，这里就停下。',
    play: '播放',
    pause: '暂停',
    back: '退回一个合并',
    forward: '前进一个合并',
    start: '回到开头',
    scrubber: '合并',
    place: '第 {{step}} 次合并，共 {{last}} 次',
    speed: '每秒合并次数',
  },
  step: {
    none: '还没有合并：每个字节自成一个词元。',
    merge: '第 {{step}} 次合并：{{left}} + {{right}} → {{label}}，共 {{count}} 处。编号为 {{id}}。',
    end: '没有任何一对出现两次了：学习结束。',
  },
  facts: {
    vocabulary: '词表',
    tokens: '文本的词元数',
    pairs: '不同的词元对',
    charactersPerToken: '每个词元的字符数',
  },
  pairs: {
    title: '此刻最常见的词元对',
    caption: '第一对在下一步合并。次数相同时，编号最小的一对胜出。',
  },
  strip: {
    title: '此刻的文本',
    caption:
      '加框的是上一次合并的结果。点击一个词元，看它的合并过程。这里显示前 {{shown}} 个字符；计数用的是全文。',
  },
  learned: {
    title: '词表在增长',
    caption: '256 个字节之后学到的词元，最新的在前。点击一个，看它的合并过程。',
    empty: '还什么都没学到。',
  },
  tree: {
    title: '“{{label}}”的由来',
    caption:
      '最下面是它最初的单位；上面每个框合并两个。小数字表示第几次合并。按 Esc 放开选中的词元。',
  },
  curve: {
    title: '文本的词元数随合并次数的变化',
    caption: '最初的合并省得最多，因为最常见的对先合并。后面学到的是少见的词，每个省不了多少。',
    merges: '合并次数',
    tokens: '词元数',
    here: '这里',
  },
  lesson: {
    title: '看点',
    frequency: '只看频率',
    frequencyText:
      'BPE 不懂语法。“th”“ing”成为词元，只因为它们常见；通往整词的路上，没有意义的片段也会成为词元。',
    order: '顺序就是分词器',
    orderText:
      '保存下来的只有按顺序排列的合并表。切分新文本就是按同样的顺序做同样的合并，所以同一段文本的切法总是一样。',
    bytes: '从字节开始',
    bytesText:
      '一个汉字是三个字节。在中文文本里，最初的合并只是把字节拼成汉字；从英文学来的词表，对大多数汉字永远做不到这一点。',
  },
};
