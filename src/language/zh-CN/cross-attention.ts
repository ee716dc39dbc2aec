/**
 * @file “decode”一章的简体中文文字：编码器-解码器写作时在看什么。
 */
import type { crossAttention as english } from '../en/cross-attention';
import type { Translation } from '../translation';

export const crossAttention: Translation<typeof english> = {
  title: '写的时候在看哪里',
  hint: '这个模型分成两半。编码器已完整读过提示；解码器每写一个词元，交叉注意力 (cross attention) 就把目光分配到提示的各个词元上。随着文本变长，逐词元显示在这里。',
  which: '查看哪一列',
  column: '第 {{column}} 列',
  failed: '无法显示交叉注意力',
  heads: '全部的头',
  headsCaption:
    '从上到下是层，从左到右是头。选择一个。在翻译和反转任务中，有些头会画出一条上行或下行的线：解码器正沿着提示走。',
  head: '第 {{layer}} 层，第 {{head}} 头',
  headCaption:
    '行：解码器读到的词元，从启动它的文本结束符开始；每一行选出它后面的词元。列：提示。每行之和为 1，没有任何遮挡：解码器可以看源文本的全部。',
};
