/**
 * @file “分词器”一章的简体中文文字。
 */
import type { tokenizer as english } from '../en/tokenizer';
import type { Translation } from '../translation';

export const tokenizer: Translation<typeof english> = {
  lead: '模型用数字计算，不认识文字。分词器把文本切成小块，叫做词元（token），并给每种小块一个编号。',
  views: {
    label: '分词器的各个视图',
    train: '训练',
    watch: '看它学习',
    compare: '使用与比较',
  },
  settings: '怎样切分',
  kind: '种类',
  kindHelp: '小块由什么组成，怎样找到它们。',
  kinds: {
    characters: '一个字符一个词元。简单，但序列较长；文本里没出现过的字符它不认识。',
    bytes: '一个 UTF-8 字节一个词元。只有 256 种，什么都能表示，但序列最长。',
    words: '常见的词各成一个词元。序列很短，但其他词都不认识；空格和换行不保留。',
    bpe: '字节对编码（BPE）：从字节开始，反复合并最常见的一对，于是常见的词变成一个词元。GPT 用的就是它。',
    'character-bpe':
      '从文本的字符而不是字节开始的 BPE。少见的字符只占一个词元，而不是三个；文本里没出现过的字符它不认识。',
    wordpiece:
      'BERT 用的方法：合并彼此最相属的一对，切词时每次取能放下的最长一块。“##”表示接在前一块之后；空格和换行不保留。',
    unigram:
      'SentencePiece 的方法：先取过多的小块，给每块一个概率，再去掉最不可惜的。文本按概率最大的方式切分。',
    'sentencepiece-bpe': '从字符开始的 BPE，如 Llama 2：空格写成“▁”，属于它后面的词。',
  },
  options: {
    label: '分词器的选项',
    normalization: '规范化 (normalization)',
    normalizationHelp:
      '让同一个字符总是同一种写法。NFC 把字母和附加符号合成一个；NFKC 还把全角字母、连字等换成普通写法。',
    normalizations: { none: '无', nfc: 'NFC', nfkc: 'NFKC' },
    lowercase: '转为小写',
    lowercaseHelp: '“The”和“the”变成同一个词；模型也就只会写小写字母。',
    preTokenizer: '预分词 (pre-tokenizer)',
    preTokenizers: { gpt2: 'GPT-2', cl100k: 'GPT-4', whitespace: '空白', none: '无' },
    preTokenizerHelps: {
      gpt2: '在词、数字、符号之前切开；词元不会跨过这些边界。',
      cl100k: 'GPT-4 的切法 (cl100k)：与 GPT-2 相似，但最多三位数字连在一起。',
      whitespace: '只在空格之前切开：词和它的标点可以合成一个词元。',
      none: '只在每行之后切开：一个词元可以包含几个词。',
    },
    byteFallback: '字节回退 (byte fallback)',
    byteFallbackHelp: '词表里没有的字符变成它的字节，于是没有不认识的字符。占用 256 项。',
    wordPieceScore: '一对的评分',
    wordPieceScores: { likelihood: '似然', frequency: '频率' },
    wordPieceScoreHelps: {
      likelihood:
        '这一对的次数 ÷（左边的次数 × 右边的次数）。总是相连的少见小块最先合并，所以比 BPE 需要更大的词表。',
      frequency: '这一对的次数，与 BPE 相同。Hugging Face 的训练器就是这样做的。',
    },
    specialTokens: '特殊词元 (special tokens)',
    specialTokensHelp: '总是作为一个词元的字符串，例如 <|user|>。按回车添加，至多 {{most}} 个。',
  },
  size: '词表大小',
  sizeHelp: '一共有多少种词元。词表越大，序列越短，但要学习的嵌入也越大。',
  train: '训练分词器',
  retrain: '重新训练',
  stale: '下面的结果用“{{kind}}”得到，共 {{shown}} 项；之后设置已经改变。',
  failed: '分词器训练失败',
  facts: {
    heading: '结果',
    vocabulary: '词表',
    tokens: '全文词元数',
    charactersPerToken: '每个词元的字符数',
    uniform: '均匀猜测的损失 log V',
    uniformHelp:
      '什么都不懂的模型给每个词元相同的概率 1/V，它的损失是 log V；训练必须把损失降到它以下。',
    save: '保存 tokenizer.json',
    saveVocab: '保存 SentencePiece .vocab',
  },
  show: {
    heading: '文本变成词元',
    label: '换成自己的文字试试',
    help: '最多 {{limit}} 个字符。指向一个词元，编号相同的词元都会标出来。',
    ids: '依次排列的词元编号',
    tokens: '{{characters}} 个字符，{{tokens}} 个词元',
    nothing: '先训练分词器，才能把文本显示成词元。',
    hovered: '编号 {{id}}：在这段文字中出现 {{count}} 次',
  },
  lesson: {
    heading: '什么是词元？',
    first:
      '以英文单词 “unhappy” 为例。按字符切是七个词元；整个词可以是一个词元，但 “unhappily” 就要另外一个，每个人名、每个错字也都要。字节对编码取其中间：“un” 和 “happy” 很常见，各成一个词元，少见的词就由小块拼成。',
    second:
      '空格属于它后面的词元，显示为“·”。一个汉字占三个字节：BPE 还没合并它们时，一个汉字就是两三个词元。因为半个汉字没法读，所以显示为一块，带几个编号。',
    third: '编号为 0 的词元 <|endoftext|> 放在每篇末尾，模型由此学会故事在哪里结束。',
  },
};
