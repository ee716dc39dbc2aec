/**
 * @file “decode”一章里并排比较的简体中文文字：各列的模型、词元在各列的概率、截断线、保存。
 */
import type { decodeCompare as english } from '../en/decode-compare';
import type { Translation } from '../translation';

export const decodeCompare: Translation<typeof english> = {
  model: '第 {{column}} 列的模型',
  pageModel: '本页选定的模型',
  checkpoint: '第 {{column}} 列的检查点 (checkpoint)',
  newest: '最新',
  notWritten: '这一列写不下去了',
  noModel: '这一列没有可用的模型',
  noModelHint:
    '请在上面另选一个。训练结果只保留在训练它的浏览器里：换了浏览器，可用链接里的设置重新训练，再在这里选它。',
  hint: '把指针移到一个词元上，或用方向键走到它，就能看到它在每一列同一位置的排名和概率；点它可以看原因。',
  known: '“{{token}}”：排名 {{rank}}，{{probability}}',
  knownApart: '“{{token}}”：排名 {{rank}}，{{probability}}，但前文不同',
  shorter: '“{{token}}”：这里还没有文字',
  apart: '“{{token}}”：前文不同',
  unknown: '“{{token}}”：不在这个词表里',
  repetition: '重复率 (repetition)',
  tokensPerSecond: '词元/秒',
  speedHint: '重复率是在前文出现过的 4 元组所占的比例。词元/秒按所有列共同的步计算，不含第一步。',
  save: '保存',
  transcript: '记录 (JSON)',
  table: '各列的表格 (CSV)',
  runHint:
    '链接带有全部设置，但不带本浏览器里训练的模型；没有它的地方，用同样的设置会训练出同样的模型。',
  cuts: {
    title: '每一列会在这里截到哪里',
    hint: '把每一列的策略用在同一组 logits 上：留下多少词元，它们占模型概率的多少，还剩几比特的选择。',
    column: '列',
    kept: '留下',
    mass: '概率',
    entropy: '比特',
    line: '第 {{columns}} 列的截断线',
  },
};
