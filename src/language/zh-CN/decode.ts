/**
 * @file “decode”一章的简体中文文字。
 */
import type { decode as english } from '../en/decode';
import type { Translation } from '../translation';

export const decode: Translation<typeof english> = {
  lead: '同一个模型，同一个开头，用几种办法挑选下一个词元 (token)。让它们并排写，看在哪里分开，又为什么分开。',
  prompt: '开头 (prompt)',
  promptPlaceholder: '留空则由模型另起一篇',
  example: '使用示例',
  english: 'Lily and Tom went to the park.',
  chinese: '从前，小明和小红',
  arithmetic: '12 + 7 =',
  seed: '随机种子',
  seedHint: '所有列共用：种子相同，写出的文字就相同。',
  maxTokens: '最多词元数',
  run: '开始写',
  cancel: '停下',
  running: '正在写…',
  failed: '解码中止',
  add: '增加一列',
  remove: '删除第 {{column}} 列',
  column: '第 {{column}} 列：{{strategy}}',
  strategy: '策略',
  strategies: {
    greedy: '贪心 (greedy)',
    beam: '束搜索 (beam search)',
    'top-k': 'Top-K 采样',
    'top-p': 'Top-P 核采样 (nucleus)',
  },
  explained: {
    greedy: '每次都取概率最高的词元。没有随机，但很快会重复自己。',
    beam: '同时保留几份草稿，取整体概率最高的一份。',
    'top-k': '只在概率最高的 k 个词元中，按概率抽取。',
    'top-p': '只在合计概率达到 p 的最少几个词元中抽取。',
  },
  beams: '束宽',
  lengthPenalty: '长度惩罚 (length penalty)',
  k: 'k',
  p: 'p',
  temperature: '温度 (temperature)',
  changed: '设置已改：再写一次才会生效',
  empty: '按“开始写”，文字会一个词元一个词元地出现在这里。',
  waiting: '正在等第一个词元…',
  status: {
    running: '正在写',
    'end-of-text': '自行结束',
    length: '写满了',
    cancelled: '已停下',
  },
  parts: '在第 {{token}} 个词元与第 1 列分开',
  same: '与第 1 列相同',
  statistics: '这一列的数据',
  logProbability: '对数概率 (log-probability)',
  perplexity: '困惑度 (perplexity)',
  distinct: 'distinct-{{n}}',
  tokens: '词元数',
  statisticsHint:
    '对数概率和困惑度是模型自己对这段文字的评价，按温度 1、不截断计算。distinct-n 是不同 n 元组所占的比例：越低，重复越多。',
  alive: '保留中的草稿',
  writtenBy: '由 {{name}} 第 {{step}} 步的权重写成',
  panel: {
    title: '为什么是“{{token}}”？',
    place: '第 {{column}} 列，{{tokens}} 个词元中的第 {{token}} 个',
    rank: '排名 {{rank}}',
    probability: '概率 {{probability}}',
    previous: '前一个词元',
    next: '后一个词元',
    whatIf: '如果换一种挑法？',
    whatIfHint: '这些设置只用于此处查看。用的是同一组 logits，不需要重新计算。',
    reset: '恢复实际所用的设置',
    before: '前文：…{{text}}',
    beam: '束搜索不抽取，而是比较整份草稿，所以这里没有词元被截去。',
  },
  lesson: {
    title: '四种挑法',
    cut: '截去了什么',
    cutText:
      '模型总会给词表中的每个词元一个概率。Top-K 和 Top-P 在抽取之前丢掉尾部：成千上万个不太可能的词元，合起来却足以毁掉一段文字。',
    temperature: '温度 (temperature)',
    temperatureText:
      'logits 先除以温度，再做 softmax。小于 1，可能的更可能；大于 1，差别变淡；接近 0，所有采样都成了贪心。',
    likely: '可能不等于好',
    likelyText:
      '束搜索找到的文字对数概率更高，人读起来却觉得乏味。请比较每列下面的对数概率和 distinct-n。',
  },
};
