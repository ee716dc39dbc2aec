/**
 * @file The page of the bench: hands requests to the peers' workers. The bench itself, which runs in
 * Node, decides whose turn it is, so nothing runs beside the peer that is timed.
 */
import type { PeerName, Reply, Request } from './protocol';

declare global {
  interface Window {
    /** Asks a peer; the first request starts its worker. */
    askPeer(name: PeerName, request: Request): Promise<Reply>;
  }
}

const workers = new Map<PeerName, Worker>();

function workerOf(name: PeerName): Worker {
  const worker =
    workers.get(name) ??
    new Worker(new URL('./peer.worker.ts', import.meta.url), { type: 'module' });
  workers.set(name, worker);
  return worker;
}

window.askPeer = (name, request) =>
  new Promise((resolve) => {
    const worker = workerOf(name);
    worker.onmessage = (event: MessageEvent<Reply>) => resolve(event.data);
    worker.onerror = ({ message }) => resolve({ kind: 'failed', message });
    worker.postMessage(request);
  });
