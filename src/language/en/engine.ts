/**
 * @file English words of the engine badge and the engine panel.
 */

export const engine = {
  title: 'Engine',
  badge: 'Engine: {{name}}',
  statuses: {
    idle: 'not started',
    starting: 'starting…',
    failed: 'failed',
  },
  lead: 'The engine does the arithmetic of the model. The lab takes the fastest one that works here.',
  names: {
    auto: 'Automatic',
    webgpu: 'WebGPU',
    wasm: 'WASM',
    cpu: 'JavaScript',
  },
  about: {
    webgpu: 'The graphics card.',
    wasm: 'Compiled code on the processor, with SIMD and threads.',
    cpu: 'Plain JavaScript: works everywhere, slowly.',
  },
  reasons: {
    used: 'in use',
    'not-needed': 'not needed: another one is used',
    'software-adapter':
      'only a software adapter was found, which is slower than WASM; it can be chosen by hand',
    'no-webgpu': 'this browser has no WebGPU',
    'no-adapter': 'no suitable graphics card was found',
    'no-device': 'the graphics card did not give a device',
    'failed-to-start': 'it failed to start',
    lost: 'its device was lost',
  },
  choose: 'Use',
  chooseHelp: 'Not while a run is going on: pause it first.',
  adapter: 'Graphics adapter',
  software: 'software',
  threads: 'Threads',
  oneThread: '1 (the page is not isolated, so threads are off)',
  relaxedSimd: 'Fused multiply-add',
  kernels: {
    name: 'Kernels',
    fused: "the lab's own, fused",
    stock: 'stock TensorFlow.js, one operation at a time',
  },
  variants: {
    heading: 'Chosen kernels',
    lead: 'Where there are several kernels for the same work, each is first checked against its definition on this device, then timed; the fastest right one is used.',
    source: {
      measured: 'Measured just now and kept for this adapter and browser.',
      remembered: 'Measured on an earlier visit, with this adapter and browser.',
      presumed: 'Not measured: for a software adapter the best ones are known.',
    },
    parts: { matmul: 'matrix product', lanes: 'sums over a row' },
    verdicts: {
      used: 'in use',
      slower: 'right, but slower',
      wrong: 'wrong numbers: not used',
      failed: 'failed: not used',
      unavailable: 'not available here',
    },
    milliseconds: '{{milliseconds}} ms',
    measure: 'Measure again',
    measureHelp: 'Starts the engine anew. A run is paused and goes on from its last checkpoint.',
  },
  steps: {
    heading: 'Programs ready to run',
    none: 'None yet: train a model or look into one.',
    name: 'Program',
    operations: 'Operations',
    dispatches: 'Dispatches',
    submits: 'Submits',
    memory: 'Memory',
    training: 'training step',
    evaluation: 'evaluation',
    logits: 'logits',
    inspection: 'looking inside',
    decoding: 'decoding, rows: {{rows}}',
    sampling: 'decoding and sampling, rows: {{rows}}',
  },
  memory: {
    heading: 'Memory of the engine',
    stores: 'Weights, moments, caches',
    programs: 'Activations, gradients',
    peak: 'At most so far',
  },
  yes: 'yes',
  no: 'no',
  lose: 'Lose the GPU device',
  loseHelp:
    'Destroys the device as a driver reset would. A run goes on from its last checkpoint: try it.',
} as const;
