/**
 * @file A peer's worker in the browser: each has its own module graph and WebGPU device.
 */
import { answer } from './host';
import type { Request } from './protocol';

self.addEventListener('message', (event: MessageEvent<Request>) => {
  void answer(event.data).then((reply) => self.postMessage(reply));
});
