/**
 * @file Taking turns: long loops ask `due()` often (cheap) and pause when it says so, which lets a
 * cancel message in and keeps every stretch of work near 30 ms.
 */
import { throwIfCancelled } from '../base/errors';
import { yieldToEvents } from '../base/scheduling';

const stretch = 30;

export class Pacer {
  private since = performance.now();

  constructor(private readonly signal?: AbortSignal) {
    throwIfCancelled(signal);
  }

  /** True when this stretch of work has lasted long enough, or is not wanted any more. */
  due(): boolean {
    return this.signal?.aborted === true || performance.now() - this.since > stretch;
  }

  /** Lets waiting events in. @throws LabError `cancelled` */
  async pause(): Promise<void> {
    await yieldToEvents();
    throwIfCancelled(this.signal);
    this.since = performance.now();
  }
}
