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
  lead: '模型在能做任何事之前，先用文本自己出的题目来学习。这里用你的文本的真实批次来看它被问了什么：它读到什么，应当给出什么，哪里什么也不学。',
  failed: '没有可显示的批次',
  another: '换一批',
  take: '用它训练模型',
  taken: '模型正用它训练',
  facts: {
    learned: '要学习的位置',
    of: '{{read}} 个中的 {{learned}} 个',
    places: '文本中可以取样的位置',
    leftOut: '用不上的文档',
  },
  batch: {
    heading: '一个批次 (batch)',
    hint: '来自训练文本的三个样例，由训练所用的同一段代码生成。',
    title: '读到什么，应当给出什么',
    caption: '上面是模型在每个位置读到的词元，下面是它应当给出的词元。圆点：这里什么也不学。',
    click: {
      masked: '点击一个词元可以遮住它或重新显示。',
      'span-corruption': '点击一个词元可以把它挖掉；点击被挖掉的词元或它的哨兵标记，可以放回去。',
      prefix: '点击一个词元，让给定的部分到它为止。',
    },
    second: '下方的粗线标出第二段文字。',
    mean: '平均损失 {{loss}} 纳特',
    source: '样例 {{row}}：编码器读到',
    inputs: '样例 {{row}}：读到与应给出',
    followed: '第二段接着第一段（标签 0）',
    elsewhere: '第二段来自另一个文档（标签 1）',
  },
  model: {
    heading: '每个词元的损失 (loss)',
    hint: '由你训练的模型说出每个位置有多难：目标颜色越深，损失越高，最深相当于均匀猜测。',
    fits: '这个模型适合这个批次：上面的目标按它的损失着色。',
    shipped: '自带的模型有自己的分词器。请选择你用这份文本训练的运行。',
    architecture: '这个模型的架构不是这个目标所需的。',
    context: '这个模型训练时的上下文长度不同。',
    vocabulary: '这个模型的词表不同，或缺少这个目标的特殊词元。请用这个目标训练一个。',
  },
  lesson: {
    heading: '要点',
    signal: '一个批次能学到多少',
    signalText:
      '“下一个词元”在每个位置都学；掩码模型只在 15 % 的位置学，同样多的练习要用更多批次，换来的是能看到两边。',
    sides: '每个位置可以看到什么',
    sidesText:
      '能看到自己答案的位置什么也学不到。因果掩码遮住后面的内容；掩码训练遮住词元本身。前缀可以从两边看，因此不学。',
    mismatch: '为什么是 80、10、10',
    mismatchText:
      '以后要读的文本里不会有 [MASK]。因此 BERT 把选中的词元一部分换成随机词元、一部分保持原样，使每个词元都可能需要检查。',
    choice: '选哪一个',
    choiceText:
      '要写文本：下一个词元或前缀。要理解文本：掩码。要把一段文本变成另一段：先片段破坏，再来源与目标。',
  },
};
