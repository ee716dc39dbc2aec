/**
 * @file 实验配置中各项互相矛盾时的简体中文说明。
 */
import type { problems as english } from '../en/problems';
import type { Translation } from '../translation';

export const problems: Translation<typeof english> = {
  vocabularySmall: '词表只有 {{size}} 项，太小了：这一种类至少要有 {{minimum}} 项。',
  specialToken:
    '“{{token}}”不能作特殊词元。请写成 <…> 或 […]，至多 64 个字符；实验台自己的和表示字节的（<0x41>）已被占用。',
  specialTokenTwice: '特殊词元“{{token}}”写了两次。',
  headsDivide: '宽度 {{width}} 无法平均分给 {{heads}} 个头。请让宽度是头数的倍数。',
  keyValueHeadsDivide: '{{heads}} 个头无法平均共用 {{keyValueHeads}} 个键值头。请选头数的约数。',
  ropeEven:
    'RoPE 每次旋转一对数，所以宽度 ÷ 头数必须是偶数：{{width}} ÷ {{heads}} = {{headDim}} 是奇数。',
  objectiveArchitecture:
    '架构为 {{architecture}} 的模型可以用 {{possible}} 训练，不能用 {{kind}}。请换一个训练目标或架构。',
  nextSentenceShort:
    '下一句预测要求上下文至少有 {{minimum}} 个词元，而现在是 {{contextLength}} 个。',
  distancesNear:
    '{{buckets}} 段距离中有一半各只有一个距离，所以最远距离必须大于 {{half}}，而现在是 {{mostDistant}}。',
  warmupLong: '{{warmupSteps}} 步预热比整个训练的 {{steps}} 步还长。',
  minimumAbovePeak: '最终学习率 {{minimum}} 高于峰值 {{peak}}。',
  memory:
    '这个模型大约需要 {{needed}} 内存，而实验台的上限是 {{limit}}。请把模型改窄、改浅，或减小批大小。',
};
