/**
 * @file “decode”一章的简体中文文字：文字的分支。
 */
import type { branches as english } from '../en/branches';
import type { Translation } from '../translation';

export const branches: Translation<typeof english> = {
  title: '分支 (branches)：如果那里是另一个词元？',
  hint: '点开上面任一词元，换上另一个：此前的文字不变，同一策略用同样的随机数继续写，所以后文的差别只来自这一个词元。分支里的每个词元也能再点开。',
  map: '家族图',
  mapCaption:
    '每条线是一段文字，从它离开来源文字的那个词元开始，画在来源下方；圆点是由人选定的词元。',
  kept: '保存在此浏览器中的是分支所依据的一切，而不是它的文字：文字每次重新写出。在本页用顶部按钮复制的链接也带有它们。',
  trunk: '第 {{number}} 列 · {{strategy}}',
  chosen: '{{number}} · 第 {{token}} 个词元 → ‘{{label}}’',
  goesOn: '{{number}} · 第 {{token}} 个词元之后',
  origin: { given: '沿用而来，不是抽取的', chosen: '由人选定，不是抽取的' },
  list: '分支',
  fromChosen: '来自“{{parent}}”：第 {{token}} 个词元是“{{label}}”，而不是“{{other}}”。',
  fromNew: '来自“{{parent}}”：第 {{token}} 个词元是“{{label}}”。',
  fromGoesOn: '来自“{{parent}}”，到第 {{token}} 个词元为止。',
  isTrunk: '这一列当时写出的文字；下面的分支都从它开始。',
  parts: '两者在第 {{token}} 个词元分开。',
  same: '到目前为止与来源相同。',
  continue: '继续写',
  continueAsNew: '另起分支继续写',
  more: '再写几个词元',
  strategy: '策略',
  own: '它自己的：{{strategy}}',
  column: '第 {{number}} 列：{{strategy}}',
  seed: '随机种子',
  ended: '这段文字已结束。可以回退，或把结尾换成别的词元。',
  longest: '这段文字已达到最大长度。',
  stop: '停下',
  waiting: '等待轮到它…',
  delete: '删除“{{name}}”',
  deleteMany: '删除“{{name}}”和它的 {{count}} 个分支',
  deleted: '已删除：“{{name}}”',
  deletedMany: '已删除：“{{name}}”和它的 {{count}} 个分支',
  undo: '撤销',
  failed: '这个分支没能写出',
  problem: '没有完成',
  instead: '改用“{{label}}”继续写',
  rewind: '回退到这里 (rewind)',
  rewindHint: '建一个到此为止的分支；在那里再选怎样继续。',
  alternatives: '点词元旁的分叉，就用它开一个分支。',
};
