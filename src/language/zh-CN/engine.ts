/**
 * @file 计算引擎标签和面板的简体中文文字。
 */
import type { engine as english } from '../en/engine';
import type { Translation } from '../translation';

export const engine: Translation<typeof english> = {
  title: '计算引擎',
  badge: '引擎：{{name}}',
  statuses: {
    idle: '尚未启动',
    starting: '启动中…',
    failed: '启动失败',
  },
  lead: '模型的计算由引擎完成。实验台会选用这里能用的最快的一种。',
  names: {
    auto: '自动',
    webgpu: 'WebGPU',
    wasm: 'WASM',
    cpu: 'JavaScript',
  },
  about: {
    webgpu: '显卡。',
    wasm: '在处理器上运行的编译代码，有 SIMD 和多线程。',
    cpu: '纯 JavaScript：处处能用，但慢。',
  },
  reasons: {
    used: '正在使用',
    'not-needed': '不需要：已使用另一种',
    'software-adapter': '只找到软件模拟的显卡，比 WASM 慢；可以手动选用',
    'no-webgpu': '此浏览器没有 WebGPU',
    'no-adapter': '没有找到合适的显卡',
    'no-device': '显卡没有给出设备',
    'failed-to-start': '启动失败',
    lost: '设备已丢失',
  },
  choose: '使用',
  chooseHelp: '训练进行时不能更换，请先暂停。',
  adapter: '显卡',
  software: '软件模拟',
  threads: '线程数',
  oneThread: '1（页面没有隔离，所以不能用多线程）',
  relaxedSimd: '乘加融合 (FMA)',
  kernels: {
    name: '内核 (kernels)',
    fused: '实验台自己的融合内核',
    stock: '原版 TensorFlow.js，逐个算子执行',
  },
  variants: {
    heading: '选用的内核',
    lead: '同一项计算有多种内核时，先在本设备上对照定义检查每一种，再计时；选用结果正确且最快的一种。',
    source: {
      measured: '刚刚测得，并为此显卡和浏览器保存。',
      remembered: '以前在此显卡和浏览器上测得。',
      presumed: '没有测量：软件模拟的显卡上哪种最好是已知的。',
    },
    parts: { matmul: '矩阵乘法', lanes: '按行求和' },
    verdicts: {
      used: '正在使用',
      slower: '正确，但较慢',
      wrong: '数值错误，不使用',
      failed: '运行失败，不使用',
      unavailable: '这里不可用',
    },
    milliseconds: '{{milliseconds}} 毫秒',
    measure: '重新测量',
    measureHelp: '重新启动引擎。训练会暂停，然后可从最近的检查点继续。',
  },
  steps: {
    heading: '可以运行的程序',
    none: '还没有：先训练或查看一个模型。',
    name: '程序',
    operations: '算子',
    dispatches: '派发 (dispatch)',
    submits: '提交 (submit)',
    memory: '内存',
    training: '训练步',
    evaluation: '验证',
    logits: 'logits',
    inspection: '查看内部',
    decoding: '解码，{{rows}} 行',
    sampling: '解码并采样，{{rows}} 行',
  },
  memory: {
    heading: '引擎的内存',
    stores: '权重、动量、缓存',
    programs: '激活、梯度',
    peak: '至今最多',
  },
  yes: '有',
  no: '没有',
  lose: '让 GPU 设备丢失',
  loseHelp: '像驱动重置那样毁掉设备。训练会从最近的检查点继续，可以试试。',
};
