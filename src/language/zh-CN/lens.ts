/**
 * @file “inside”一章的简体中文文字：logit 透镜。
 */
import type { lens as english } from '../en/lens';
import type { Translation } from '../translation';

export const lens: Translation<typeof english> = {
  title: '如果停在这一层：logit 透镜 (logit lens)',
  hint: '层与层之间只有残差流 (residual stream) 往前走：每个词元一个向量。在每一层之后用最后的归一化和输出头把它读出来，就知道模型若在此结束会说什么（nostalgebraist，2020），以及答案是在哪一层找到的。',
  picture: '每一层之后会说什么',
  table: '每一层之后最可能的词元及其概率',
  failed: '无法读出各层',
  read: '读到',
  embedding: '嵌入',
  layer: '第 {{layer}} 层之后',
  size: '残差流的大小',
  sizes: '每一层之后每个词元处残差流的大小',
  encoder: '编码器的残差流有多大',
  encoderCaption:
    '编码器不输出词元：它从源文本得到的东西交给解码器的交叉注意力 (cross-attention)。格子里是残差流的大小：√(平方的均值)；越大颜色越深。',
  caption:
    '自下而上是各层的顺序。颜色越深越确定；加框加粗的是你的文本中真正的下一个词元。最后一列是残差流的大小：√(平方的均值)，对整段文本取平均。',
  captionEncoder:
    '自下而上是各层的顺序。颜色越深越确定；加框加粗的是那里真正的词元。最后一列是残差流的大小：√(平方的均值)，对整段文本取平均。',
};
