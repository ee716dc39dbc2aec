/**
 * @file “分词器”一章“使用与比较”视图的简体中文文字。
 */
import type { tokenizerCompare as english } from '../en/tokenizer-compare';
import type { Translation } from '../translation';

export const tokenizerCompare: Translation<typeof english> = {
  list: {
    heading: '并排比较分词器',
    hint: '本实验的分词器与真实模型的分词器并排。想加几个就加几个。',
    failed: '这个分词器加不进来',
    remove: '移除 {{name}}',
    loading: '正在加载 {{name}}……',
    none: '加入一个分词器，看它怎样切分文本。',
  },
  names: {
    trained: '{{kind}}，在{{text}}上训练',
    trainedSized: '{{kind}} {{size}}，在{{text}}上训练',
    thisText: '打开的文本',
    r50k: 'GPT-2 (r50k)',
    cl100k: 'GPT-4 (cl100k)',
    o200k: 'GPT-4o (o200k)',
    vocabulary: '{{size}} 项',
  },
  add: {
    known: '真实模型的',
    trained: '在打开的文本上训练一个',
    kind: '种类',
    size: '词表大小',
    train: '训练并加入',
    own: '加入本实验的分词器',
    file: '来自文件',
    fileHelp:
      'Hugging Face Hub 上任何模型的 tokenizer.json，或 SentencePiece（Unigram）的 .vocab，最大 64 MB。文件不会离开这个浏览器。.vocab 里没有规范化的设置，所以文本照原样切分。',
    choose: '选择 tokenizer.json 或 .vocab',
  },
  text: {
    heading: '同一段文本，不同的切法',
    hint: '指向一个词元：各处相同的字符都会标出来，并显示编号、字节和偏移。',
    label: '文本',
    help: '最多 {{limit}} 个字符。',
    examples: '例子',
    both: '两种语言',
    tokens: '{{count}} 个词元',
    token: '编号 {{id}} · 字节 {{bytes}} · 字符 {{start}}–{{end}}',
    noBytes: '无',
    more: '……还有 {{count}} 个',
    point: '请指向一个词元。',
    figures: '这段文本的数据',
    bitsHint:
      '每字符比特数：这个浏览器保存的、用这个分词器在同一文本上训练的最好一次运行的验证损失；与每个词元的损失不同，它可以在分词器之间比较。只有在这里训练的分词器才会有：用它训练一次模型，这里就会显示数值而不是“–”。',
  },
  columns: {
    tokenizer: '分词器',
    vocabulary: '词表',
    tokens: '词元数',
    charactersPerToken: '每个词元的字符数',
    bytesPerToken: '每个词元的字节数',
    tokensPerWord: '每个词的词元数',
    bitsPerCharacter: '每字符比特数（运行）',
  },
  fertility: {
    heading: '一种语言要付的代价',
    hint: '同样八句话的英文和中文、一段代码、一些表情符号。模型按词元阅读、按词元收费，上下文也只装得下一定数量的词元：表达同样的意思，用的词元多，付的钱就多，装的内容就少。',
    same: '同样的意思，两种语言',
    sameCaption:
      '同样的句子需要的词元数。主要从英文学来的词表保留完整的英文单词，却把汉字切成字节。',
    kinds: '每个字符、每个词的词元数',
    kindsCaption:
      '生育率（fertility）：每个词的词元数。中文的词用词典切分。表情符号和代码按字符（码点）计。',
    english: '英文，每词',
    chinese: '中文，每词',
    englishCharacters: '英文，每字符',
    chineseCharacters: '中文，每字符',
    codeCharacters: '代码，每字符',
    emojiCharacters: '表情符号，每字符',
  },
  samples: {
    english: '英文',
    chinese: '中文',
    code: '代码',
    emoji: '表情符号',
  },
  overlap: {
    heading: '词表有多少相同',
    title: '词表的重合',
    measure: '度量',
    jaccard: 'Jaccard 指数',
    share: '占该行的份额',
    jaccardCaption: '两边都有的词元数 ÷ 至少一边有的词元数。字节相同就算同一个词元；特殊词元不计。',
    shareCaption: '该行的词元中，该列也有的占多少，按字节比较。',
  },
  lesson: {
    title: '看点',
    tax: '对语言征的税',
    taxText:
      'GPT-2 表示大多数汉字要用几个词元。后来的词表大了三倍，并且从多种语言学来：这个比值逐渐接近 1。',
    size: '大小不是一切',
    sizeText:
      '在你自己的文本上训练的小词表，在这段文本上可以胜过大词表。换一种语言或换成代码，它就碎成字节。',
    borders: '切在哪里很重要',
    bordersText:
      '数字、代码中的空格和表情符号，切法差别很大。模型只看到编号，所以这些碎片怎样拼写，它得自己学会。',
  },
};
