/**
 * @file The inside of a peer's worker or process: opens one peer and answers for its steps.
 */
import { startCounting, takeCounts } from './counters';
import type { BackendName, Peer, Reply, Request, Task } from './protocol';
import { trialOf } from './trial';

let peer: Peer | null = null;

/** Never throws; what goes wrong is in the reply. */
export async function answer(request: Request): Promise<Reply> {
  try {
    if (request.kind === 'open') {
      const { backend, task } = request;
      const adapter = backend === 'webgpu' ? await prepareWebGpu() : '';
      peer = await open(backend, task);
      return { kind: 'opened', facts: peer.facts, adapter };
    }
    if (!peer) throw new Error('no peer is open');
    if (request.kind === 'measure') {
      return { kind: 'measured', measurement: (await peer.measure?.()) ?? null };
    }
    takeCounts();
    const started = performance.now();
    const result = await peer.step();
    const milliseconds = performance.now() - started;
    return { kind: 'stepped', report: { ...result, milliseconds, ...takeCounts() } };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns the adapter that peers will get, in words */
async function prepareWebGpu(): Promise<string> {
  const gpu: GPU | undefined = navigator.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter was found');
  startCounting();
  const { vendor, architecture, device, description } = adapter.info;
  return description || [vendor, architecture, device].filter(Boolean).join(' ');
}

/** Only the chosen library is loaded, after the counters are in place. */
async function open(backend: BackendName, task: Task): Promise<Peer> {
  const trial = trialOf(task.size);
  if (task.kind === 'decoding') {
    return task.peer === 'stock'
      ? (await import('./peers/stock-decoding')).openStockDecoding(backend, trial, task)
      : (await import('./peers/lab-decoding')).openLabDecoding(backend, trial, {
          ...task,
          peer: task.peer,
        });
  }
  switch (task.peer) {
    case 'lab':
      return (await import('./peers/lab')).openLab(backend, trial, task.switches);
    case 'stock':
      return (await import('./peers/stock')).openStock(backend, trial);
    case 'jax':
      return (await import('./peers/jax')).openJax(backend, trial);
  }
}
