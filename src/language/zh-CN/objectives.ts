/**
 * @file 模型学着做什么：预训练目标，以及讲它们的一章。
 */
import type { objectives as english } from '../en/objectives';
import type { Translation } from '../translation';

export const objectives: Translation<typeof english> = {
  heading: '训练目标 (objective)',
  hint: '模型拿文本学做什么。每种架构有自己的目标。',
  kind: '预训练目标 (pretraining objective)',
  kinds: {
    'next-token': {
      name: '下一个词元 (next token)',
      help: '用前面的词元预测每一个词元：自回归语言建模（GPT，Radford 等，2018）。',
    },
    masked: {
      name: '掩码词元 (masked tokens)',
      help: '遮住一些词元，再从左右两边把它们找回来（BERT，Devlin 等，2018，arXiv 1810.04805）。',
    },
    'span-corruption': {
      name: '片段破坏 (span corruption)',
      help: '挖掉一些片段，由解码器写出每个空缺里原来的内容（T5，Raffel 等，2019，arXiv 1910.10683）。',
    },
    prefix: {
      name: '前缀语言建模 (prefix LM)',
      help: '文本的开头可以从两边看，其余部分逐个词元续写（Raffel 等，2019，arXiv 1910.10683，3.2 节）。',
    },
    pairs: {
      name: '来源与目标 (source and target)',
      help: '由文档的前一部分写出后一部分，例如翻译（Sutskever 等，2014，arXiv 1409.3215）。文本的文档必须形如“来源[SEP]目标”。',
    },
  },
  fields: {
    corruptedShare: {
      label: '遮住的比例 (corruption rate)',
      help: '所有词元中被遮住并要学习的那一部分。BERT 和 T5 都是 0.15。',
    },
    wholeWords: {
      label: '整词遮住 (whole-word masking)',
      help: '一个词的所有词元一起遮住，免得词的另一半泄露答案（Devlin 等，2019，整词掩码）。',
    },
    nextSentence: {
      label: '下一句预测 (next-sentence prediction)',
      help: '还要从 [CLS] 判断第二段文字是否接着第一段（Devlin 等，2018）。文本需要有多个文档。',
    },
    meanSpan: {
      label: '平均片段长度 (mean span)',
      help: '一个空缺平均有几个词元。T5 是 3。',
    },
  },
};
