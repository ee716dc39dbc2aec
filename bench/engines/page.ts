/**
 * @file The page of the bench: hands requests to the peers' workers. The bench itself, which runs in
 * Node, decides whose turn it is, so nothing runs beside the peer that is timed.
 */
import type { Reply, Request } from './protocol';

declare global {
  interface Window {
    /** Asks the peer of a seat; the first request starts its worker. */
    askPeer(seat: string, request: Request): Promise<Reply>;
  }
}

const workers = new Map<string, Worker>();

function workerOf(seat: string): Worker {
  const worker =
    workers.get(seat) ??
    new Worker(new URL('./peer.worker.ts', import.meta.url), { type: 'module' });
  workers.set(seat, worker);
  return worker;
}

window.askPeer = (seat, request) =>
  new Promise((resolve) => {
    const worker = workerOf(seat);
    worker.onmessage = (event: MessageEvent<Reply>) => resolve(event.data);
    worker.onerror = ({ message }) => resolve({ kind: 'failed', message });
    worker.postMessage(request);
  });
