/**
 * @file “架构”一章的简体中文文字。
 */
import type { architectures as english } from '../en/architectures';
import type { Translation } from '../translation';

export const architectures: Translation<typeof english> = {
  lead: '三种架构用的是同样的模块，区别只在于谁能看见谁：解码器只看前面的词元，编码器一次看见全部，编码器加解码器则是先读后写。这里把同样的任务交给它们三个。',
  failed: '比较没有成功',
  names: {
    'decoder-only': '仅解码器 (decoder-only)',
    'encoder-only': '仅编码器 (encoder-only)',
    'encoder-decoder': '编码器-解码器 (encoder-decoder)',
  },
  tasks: {
    reversal: '反转',
    sorting: '排序',
    addition: '加法',
    translation: '翻译',
    classification: '分类',
    cloze: '填空，在句末作答',
    gap: '填空，在空处作答',
  },
  masks: {
    title: '谁看得见谁',
    hint: '任务：一个词 → 倒着写的同一个词。每一行是模型计算的一个词元，填色的格子是它可以看的词元（注意力掩码，attention mask）。右边是它在那里应给出的词元。单击格子可以翻转它。',
    word: '这个词',
    wordHelp: '最多 {{count}} 个字母。',
    label: '{{name}}模型的注意力掩码；用上下方向键逐行查看',
    leaks:
      '经过一层或几层，这些位置现在能得知它们自己应给出的词元：{{written}}。这样训练只会照抄；到了写的时候，那里还什么都没有。',
    noLeak: '没有位置能得知它应给出的词元。',
    reset: '恢复原样',
    self: '看得见（自注意力，self-attention）',
    cross: '解码器看编码器（交叉注意力，cross-attention）',
    'decoder-only':
      '如 GPT（Radford 等 2018）。每个词元看见自己和前面的词元，所以每个都能用来学习给出下一个；它写出的和给它的一样读。源序列的字母看不见后面的字母。',
    'encoder-only':
      '如 BERT（Devlin 等 2018，arXiv 1810.04805）。每个词元看见全部。要填的地方放 [MASK]，一次全部填好：谁也不知道别处填了什么，而掩码的个数已经透露了目标有多长。',
    'encoder-decoder':
      '如 T5（Raffel 等 2019，arXiv 1910.10683）和最初的 Transformer（Vaswani 等 2017，arXiv 1706.03762）。编码器从两边读源序列；解码器一个接一个地写，并能看编码器得到的一切。',
  },
  trial: {
    title: '谁能做什么',
    hint: '每个任务、每种架构各训练一个模型：同样的 3600 对数据，同样的种子，同样的步数，参数量大致相同。然后让它写出 200 对训练中没有的目标，每次取最可能的词元。正在进行的训练会暂停。这些模型只供对比用；“作为实验打开”会把其中一个一步不差地重新训练，成为可以保存、查看和分享的训练。',
    layers: '层数',
    layersHelp: '编码器-解码器每一叠的层数。其他两种取它的 7/3（四舍五入），参数量大致相同。',
    width: '宽度',
    widthHelp: '一个词元的向量有多少个数，须是 4 的倍数。',
    steps: '步数',
    stepsHelp: '每个模型的步数，每步 32 对。',
    tasks: '任务',
    architectures: '架构',
    start: '训练并测量 {{count}} 个模型',
    stop: '停止',
    doing: '{{task}}，{{architecture}}：第 {{step}} / {{steps}} 步',
    table: '训练中没有见过的目标，写得完全正确的比例',
    task: '任务',
    parameters: '{{parameters}} 个参数',
    atStep: '第 {{step}} 步',
  },
  details: {
    curves: '{{task}}：完全正确的目标',
    curvesCaption: '训练过程中，200 对留出数据里每个词元都对的比例（精确匹配，exact match）。',
    summary:
      '{{architecture}}，每叠 {{layers}} 层。在 {{pairs}} 个没有见过的目标中，{{exact}} 完全正确；逐个词元看（前面给的都是正确的），{{tokens}} 正确。',
    examples: '它写了什么',
    read: '它读到的',
    wrote: '它写的',
    target: '正确的',
    verdict: '判定',
    right: '✓ 对',
    wrong: '✗ 错',
  },
  lesson: {
    heading: '要点',
    decoder: '仅解码器',
    decoderText:
      '一叠层包办一切，文本里的每个词元都能教它。只要需要的内容在作答之前出现，每个任务它都能做。所以大语言模型都是这样造的。',
    encoder: '仅编码器',
    encoderText:
      '它看得见两边，最适合理解和填空。它不会一个接一个地写：做加法时，一位的进位传不到下一位。',
    both: '编码器-解码器',
    bothText:
      '它写之前先读完整个源序列，写每个词元时都能回头看，天生适合翻译一类的任务。代价是多一叠层，以及两叠之间的注意力。',
    cloze: '同一道填空，问两次',
    clozeText:
      '在空处作答时，因果模型还没有读到宾语：十个动词都合适，它最多只能对十分之一。放到句末再问，足够宽（64 个数）的解码器就和编码器一样好。关键是作答时已经读到了什么。',
  },
};
