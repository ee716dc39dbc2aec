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
  simd: 'SIMD',
  yes: '有',
  no: '没有',
  lose: '让 GPU 设备丢失',
  loseHelp: '像驱动重置那样毁掉设备。训练会从最近的检查点继续，可以试试。',
};
