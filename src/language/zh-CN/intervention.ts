/**
 * @file “inside”一章的简体中文文字：让模型的某些部分改做别的事，会怎样。
 */
import type { intervention as english } from '../en/intervention';
import type { Translation } from '../translation';

export const intervention: Translation<typeof english> = {
  title: '如果……：改动一部分，看看它有什么用',
  hint: '关掉一个头，让它给出它对另一段文本的输出，或让词元看见掩码不许看的词元。权重不变，你的文本的损失和回答会立刻重新计算。',
  failed: '无法计算这一改动',
  heads: {
    title: '注意力头',
    caption:
      '按一下某个头就关掉它（消融，ablation：它加入的量变为 0），再按一下替换它，再按一下恢复。被替换的头在每个位置给出它对另一段文本的输出：如果回答变成那段文本的回答，这条信息就由这个头携带（激活替换，activation patching）。',
    table: '各层的头',
    rows: {
      only: '第 {{layer}} 层',
      encoder: '编码器第 {{layer}} 层',
      self: '解码器第 {{layer}} 层',
      cross: '交叉注意力第 {{layer}} 层',
    },
    states: { kept: '开', off: '关', patched: '替换' },
    name: '{{row}}第 {{head}} 个头：{{state}}',
    nameWorth: '{{row}}第 {{head}} 个头：{{state}}；关掉它，损失变化 {{worth}}',
    measure: '逐个关掉试试',
    measuring: '正在逐个关掉……',
    worth: '下方数字：只关掉这个头时损失的变化，单位为奈特/词元。越大，这段文本越需要它。',
    reset: '全部恢复',
    other: '另一段文本',
    otherHelp: '用于替换。最好与你的文本只差一个词，且词元数相同。',
    otherSource: '另一个源文本',
    otherSourceHelp: '用于替换。最好与你的只差一个词元，且词元数相同。留空则与你的相同。',
    otherTarget: '另一个目标文本',
    otherTargetHelp: '留空则与你的相同：这样两次运行的差别只在于从源文本里找到了什么。',
    otherTokens: '{{tokens}} 个词元，你的有 {{own}} 个：替换前 {{common}} 个位置。',
  },
  mask: {
    title: '掩码 (mask)',
    caption:
      '单击一个格子，让一个词元看见或不再看见另一个。所有层的所有头就只在填色的格子之间分配注意力。虚线框：你改动过的。',
    cut: '只画出文本的前 {{count}} 个词元；其余的掩码不变。',
    cutParts: '只画出源文本和目标文本各自的前 {{count}} 个词元；其余的掩码不变。',
    label: '这段文本的注意力掩码',
    reset: '恢复原来的掩码',
  },
  answers: {
    title: '改变了什么',
    loss: '损失，奈特/词元',
    before: '原来',
    after: '改动后',
    unchanged: '还没有改动：关掉一个头，或单击掩码的一个格子。',
    table: '改动前后每个词元的损失',
    caption:
      '模型对真正的下一个词元有多意外，单位为奈特。橙色：改动使它变差；蓝色：变好。按一个词元，下面就显示那里的回答。',
    captionEncoder:
      '模型对那里真正的词元有多意外，单位为奈特。橙色：改动使它变差；蓝色：变好。按一个词元，下面就显示那里的回答。',
    token: '读到',
    expected: '应得',
    difference: '差',
    said: '它在“{{token}}”之后说什么',
    saidThere: '它在“{{token}}”处说什么',
    saidCaption: '这个位置上最可能的五个词元：原来的和改动后的。',
  },
};
