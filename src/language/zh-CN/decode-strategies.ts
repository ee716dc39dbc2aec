/**
 * @file 同时查看不止一个分布的策略（Mirostat、对比搜索、投机解码、引导）的简体中文文字。
 */
import type { decodeStrategies as english } from '../en/decode-strategies';
import type { Translation } from '../translation';

export const decodeStrategies: Translation<typeof english> = {
  promptWhole:
    '这个模型按前缀语言模型 (prefix LM) 训练：提示中的词元前后都能互相看到；写出的词元看到整个提示和它之前写的内容。',
  tau: '目标惊讶度 τ（比特）',
  eta: '学习率 η (learning rate)',
  candidates: '候选数 k',
  alpha: '惩罚权重 α',
  gamma: '每次检查的猜测数 γ',
  draft: '草稿模型 (draft model)',
  draftHint:
    '它的分词器必须与写作的模型相同：自带模型旁的小模型、同一次训练的另一个检查点，或用同一文本训练的更小模型。不用模型时，就猜前文中最后几个词后面出现过的内容。',
  lookUp: '不用模型：在前文中查找',
  smallDrafts: '页面自带的小草稿模型',
  draftStep: '草稿的检查点',
  scale: '引导强度 (guidance scale)',
  negativePrompt: '反向提示词 (negative prompt)',
  negativePlaceholder: '留空：没有任何提示词',
  mirostat: {
    curve: '每个词元的惊讶度 (surprise) 与 μ',
    token: '词元',
    mu: 'μ：允许的上限',
    surprise: '惊讶度',
    target: '目标 τ',
    drawn:
      '此处 μ 为 {{mu}} 比特：惊讶度更高的词元被截去。这个词元的惊讶度为 {{surprise}} 比特；μ 按它与目标之差的 η 倍调整。',
  },
  contrastive: {
    candidates: '候选词元',
    token: '词元',
    probability: 'p',
    penalty: '惩罚',
    score: '得分',
    chosen:
      '得分 = (1 − α) · p − α · 惩罚，此处 α = {{alpha}}。惩罚是该词元将有的隐藏状态 (hidden state) 与之前所有词元的隐藏状态之间最大的余弦：接近 1 表示说的是说过的话。取得分最高的一个。',
    noChain:
      '对比搜索不抽取：除概率外它还要看隐藏状态，所以这里没有词元被截去，换别的设置就要重新运行模型。',
  },
  speculative: {
    figures: '猜测的数据',
    rate: '被接受的猜测',
    rateValue: '{{drafted}} 个中的 {{accepted}} 个（{{share}}）',
    perPass: '每次检查得到的词元',
    tokenAccepted:
      '草稿模型猜的就是它。接受的概率是 min(1, p / q) = {{chance}}：模型给它 p = {{p}}，草稿给它 q = {{q}}。',
    tokenResampled:
      '草稿模型猜的是“{{guessed}}”，被拒绝了：接受的概率是 min(1, p / q) = {{chance}}，其中模型给它 p = {{p}}，草稿给它 q = {{q}}。这个词元是从剩下的部分 max(0, p − q) 中抽取的。',
    tokenBonus: '此处没有猜测：词元直接来自模型自己的分布，与检查前面的猜测是同一次计算。',
    table: '模型与草稿',
    token: '词元',
    model: '模型 p',
    draft: '草稿 q',
    rest: '剩余：p − q',
    overlap: '在此处，任何猜测被接受的概率是 Σ min(p, q) = {{overlap}}：两个分布有多少重合。',
  },
  guidance: {
    table: '提示词、反向提示词、引导后',
    token: '词元',
    prompt: '提示词',
    negative: '反向',
    guided: '引导后',
    logits: '引导后的 logits',
    text: '引导后 = 反向 + 强度 · (提示词 − 反向)，按对数概率计算，强度为 {{scale}}。处理链从引导后的结果继续。',
  },
};
