/**
 * @file The inside of a peer's worker or process: opens one peer and answers for its steps.
 */
import { startCounting, takeCounts } from './counters';
import type { BackendName, Peer, PeerName, Reply, Request } from './protocol';
import { trialOf, type Trial } from './trial';

let peer: Peer | null = null;

/** Never throws; what goes wrong is in the reply. */
export async function answer(request: Request): Promise<Reply> {
  try {
    if (request.kind === 'open') {
      const { backend, size } = request;
      const adapter = backend === 'webgpu' ? await prepareWebGpu() : '';
      peer = await open(request.peer, backend, trialOf(size));
      return { kind: 'opened', facts: peer.facts, adapter };
    }
    if (!peer) throw new Error('no peer is open');
    if (request.kind === 'measure') {
      return { kind: 'measured', measurement: (await peer.measure?.()) ?? null };
    }
    takeCounts();
    const started = performance.now();
    const loss = await peer.step();
    const milliseconds = performance.now() - started;
    return { kind: 'stepped', report: { loss, milliseconds, ...takeCounts() } };
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
async function open(name: PeerName, backend: BackendName, trial: Trial): Promise<Peer> {
  switch (name) {
    case 'lab':
      return (await import('./peers/lab')).openLab(backend, trial);
    case 'stock':
      return (await import('./peers/stock')).openStock(backend, trial);
    case 'jax':
      return (await import('./peers/jax')).openJax(backend, trial);
  }
}
