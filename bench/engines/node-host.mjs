/**
 * @file A peer's process in Node: WebGPU by Dawn (the npm package `webgpu`), then the bundle that is
 * named as its argument. The libraries take the process for a browser's worker, because only there
 * do they look for WebGPU. Messages come and go over the channel of `fork`.
 */
import os from 'node:os';
import { pathToFileURL } from 'node:url';

const noAdapter =
  'Dawn found no WebGPU adapter. It needs a GPU with a driver for Vulkan, Metal or Direct3D 12; ' +
  'bench/README.md says how to get one in software.';

const noPackage =
  'The npm package "webgpu" is not installed (130 MB, so it does not come with the others): ' +
  'npm install --no-save webgpu@0.6.2';

const { create, globals } = await import('webgpu').catch(() => {
  process.send({ kind: 'failed', message: noPackage });
  process.exit();
});
Object.assign(globalThis, globals, { self: globalThis, WorkerGlobalScope: class {} });
const gpu = create([]);
Object.defineProperty(globalThis, 'navigator', {
  value: { gpu, userAgent: 'Node', hardwareConcurrency: os.cpus().length },
});

const adapter = await gpu.requestAdapter();
const { answer } = await import(pathToFileURL(process.argv[2]).href);
process.on('message', async (request) => {
  process.send(adapter ? await answer(request) : { kind: 'failed', message: noAdapter });
});
