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
    heading: '学习过程：一步一步看',
    algorithm: '算法',
    score: '得分',
    hints: {
      bpe: 'BPE 从字节开始。每一步都数一遍所有相邻的词元对，把最常见的一对在全文合并。当没有任何一对出现两次时，这里就停下。',
      'character-bpe': '与字节级 BPE 相同，只是从字符开始。当没有任何一对出现两次时，这里就停下。',
      'sentencepiece-bpe':
        '对字符做 BPE，写法与 SentencePiece 相同，用 ▁ 表示空格。当没有任何一对出现两次时，这里就停下。',
      wordpiece:
        'WordPiece 从字符开始；接在词中间的小块带有 ##。按似然时，得分是次数 ÷（左边的次数 × 右边的次数）：几乎从不分开的一对最先合并，哪怕它很少见。',
      unigram:
        'Unigram 反过来做：先有多得过头的小块，再把文本最用不着的去掉。每个词都有许多切法；每个小块按它在所有切法中所占的份额计数。',
    },
    place: '第 {{step}} 次合并，共 {{last}} 次',
  },
  step: {
    none: '还没有合并：每个字节或字符自成一个词元。',
    merge: '第 {{step}} 次合并：{{left}} + {{right}} → {{label}}，共 {{count}} 处。编号为 {{id}}。',
    end: '没有任何一对出现两次了：学习结束。',
  },
  facts: {
    vocabulary: '词表',
    tokens: '文本的词元数',
    charactersPerToken: '每个词元的字符数',
  },
  pairs: {
    title: '此刻最好的词元对',
    caption: '第一对在下一步合并。得分相同时，较常见的一对胜出，再相同则编号最小的胜出。',
  },
  strip: {
    title: '此刻的文本',
    caption:
      '加框的是上一次合并的结果。点击一个词元，看它的合并过程。这里显示前 {{shown}} 个字符；计数用的是全文。',
  },
  learned: {
    title: '词表在增长',
    caption: '在字节或字符之后学到的词元，最新的在前。点击一个，看它的合并过程。',
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
  unigram: {
    place: '第 {{step}} 阶段，共 {{last}} 个',
    stages: {
      seed: '种子：{{pieces}} 个小块，包括所有字符和文本中常见的字符串。',
      em: '第 {{round}} 轮，期望最大化（EM）：在所有切法中数每个小块，再让概率跟着变。剩下 {{pieces}} 个；此前每个词的负对数似然为 {{objective}} 奈特。',
      prune: '第 {{round}} 轮，剪枝：去掉似然最用不着的 {{dropped}} 个小块，剩下 {{pieces}} 个。',
      final: '完成：所有字符，加上其余小块中最好的，共 {{pieces}} 个。',
    },
    word: '要切分的词',
    wordHelp: '最多 {{limit}} 个字符。',
    latticeTitle: '“{{word}}”的所有切法',
    latticeCaption:
      '第一行的框是最可能的切法（Viterbi）。颜色越深，在所有切法中按概率所占的份额（后验概率，由前向–后向算法得出）越大。指向一个框，看它的数值。',
    countsTitle: '期望次数',
    countsCaption: '每个小块在文本中的期望次数：它在所有词中的后验概率之和。这里是最多的几个。',
    count: '次数',
    piece: '小块',
    lossesTitle: '去掉的代价',
    lossesCaption:
      '用次好的切法代替一个小块时，每个词损失的对数似然（奈特）；−∞ 表示根本没用到。这里是分界线两边的小块。单个字符总是保留。',
    loss: '损失',
    likeliestTitle: '最可能的小块',
    likeliestCaption: '按它们在这个词表中的概率。',
    probability: '概率',
    curveTitle: '每个阶段剩下的小块',
    curveCaption: 'EM 去掉期望次数不到半次的小块；剪枝保留 75%。',
    stage: '阶段',
    pieces: '小块数',
  },
  segmentations: {
    bestTitle: '最可能的切法',
    bestCaption:
      '最好的几种（n-best，至多五种），以及它们在这个词所有切法中的概率。第一种就是 Viterbi 的切法。',
    segmentation: '切法',
    sampledTitle: '随机切法',
    sampledCaption:
      '按概率的 alpha 次方抽取：取 0 时所有切法机会均等，大于 1 时最好的切法更占优势。模型若总能看到同一个词的不同切法，就会更稳健（子词正则化，subword regularisation）。',
    alpha: 'alpha（锐度）',
    seed: '种子',
    list: '八个样本',
  },
  lesson: {
    title: '看点',
    frequency: '只看频率',
    frequencyText:
      'BPE 不懂语法。“th”“ing”成为词元，只因为它们常见；通往整词的路上，没有意义的片段也会成为词元。',
    order: '顺序就是分词器',
    orderText:
      '保存下来的只有按顺序排列的合并表。切分新文本就是按同样的顺序做同样的合并，所以同一段文本的切法总是一样。',
    probability: '从上往下',
    probabilityText:
      'Unigram 不做合并。每个小块都有概率，所以一个词有许多切法，各有各的概率；用的是最可能的一种。别的小块差不多能替代的，就不值得占一个位置。',
    bytes: '从字节开始',
    bytesText:
      '一个汉字是三个字节。在中文文本里，最初的合并只是把字节拼成汉字；从英文学来的词表，对大多数汉字永远做不到这一点。',
  },
};
