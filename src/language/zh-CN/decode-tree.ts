/**
 * @file “decode”一章的简体中文文字：束搜索的规则，以及画成树的文字。
 */
import type { decodeTree as english } from '../en/decode-tree';
import type { Translation } from '../translation';

export const decodeTree: Translation<typeof english> = {
  start: '开头',
  rules: {
    more: '更多规则',
    earlyStopping: '提前停止 (early stopping)',
    'best-cannot-win': '没有草稿能赢时',
    'when-full': '写完的够数时',
    never: '无论如何都不能赢时',
    noRepeatNgram: '不重复 n 元组（0 为不用），n',
    minTokens: '最少词元数',
    groups: '组数 (groups)',
    diversityPenalty: '多样性惩罚 (diversity penalty)',
    groupsHint:
      '多样束搜索 (diverse beam search)：同一步里，前面的组已经用了的词元，后面的组再用就要扣分。',
    chain: '作用于每份草稿的处理链',
    chainHint:
      '先改变每份草稿的对数概率，再加到得分上；与 Hugging Face transformers 一样，之后不再归一化，所以受到惩罚的草稿也会输给别的草稿。显示的概率仍是模型自己的。被某一环截去的词元，任何草稿都不会用；如果约束不允许任何词元，这份草稿就被放弃。单有温度时，所有得分只是除以同一个数。',
  },
  beam: {
    title: '把束搜索画成树',
    hint: '每一步，每份草稿都用每个词元接下去，所有接法里只留最好的几份。看看哪些草稿被放弃，差了多少，赢家又是不是一路领先。',
    which: '哪一列',
    column: '第 {{column}} 列',
    picture: '草稿，一步一步',
    caption:
      '蓝色：目前最好的草稿。灰色虚线：已放弃。词元后的粗竖线：草稿在此写完并保留。每一步查看的候选是束宽的两倍。',
    place: '第 {{step}} 步，共 {{last}} 步',
    description:
      '草稿之树，{{place}}：{{running}} 份继续写，{{finished}} 份已写完。目前最好的是：{{best}}',
    best: '“{{token}}”，第 {{length}} 个词元，在最好的草稿上：概率 {{probability}}，草稿的对数概率 {{logProbability}}，得分 {{score}}',
    alive:
      '“{{token}}”，第 {{length}} 个词元，继续写：概率 {{probability}}，草稿的对数概率 {{logProbability}}，得分 {{score}}',
    pruned:
      '“{{token}}”，第 {{length}} 个词元，已放弃：概率 {{probability}}，草稿的对数概率 {{logProbability}}，得分 {{score}}',
    ended:
      '“{{token}}”，第 {{length}} 个词元，草稿在此写完：概率 {{probability}}，草稿的对数概率 {{logProbability}}，得分 {{score}}',
    ofGroup: '第 {{group}} 组：{{figures}}',
  },
  texts: {
    which: '哪种策略的文字',
    picture: '所有文字合成一棵树：{{name}}',
    caption:
      '开头相同的文字合在一起；树枝有多粗，就有多大比例的文字经过它。蓝色：每个岔口上多数文字走的路。少见的路合并成一片叶子，不再往下画。',
    description:
      '{{count}} 段文字合成的树。全部文字共有 {{common}} 个词元。多数文字走的路：{{way}}',
    others: '另外 {{tokens}} 种',
    token:
      '“{{token}}”，第 {{length}} 个词元：{{count}} 段文字中有 {{own}} 段；占走到这里的 {{share}}；其中 {{ends}} 段在此结束',
    gathered:
      '第 {{length}} 个位置上 {{tokens}} 种少见的词元：{{count}} 段文字中有 {{own}} 段；占走到这里的 {{share}}；其中 {{ends}} 段在此结束',
  },
};
