/**
 * @file Numbers that live on the device.
 */
import type { Store } from '../machine';
import { unshared, type Gpu } from './gpu';

export class WebGpuStore implements Store {
  readonly buffer: GPUBuffer;

  constructor(
    readonly gpu: Gpu,
    readonly size: number,
  ) {
    this.buffer = gpu.buffer(size, 'a store');
  }

  write(data: Float32Array): void {
    if (data.length !== this.size) {
      throw new RangeError(`${data.length} elements for a store of ${this.size}`);
    }
    const { order, device } = this.gpu;
    const given = order.isWaiting ? data.slice() : data;
    void order.enqueue(() => device.queue.writeBuffer(this.buffer, 0, unshared(given)));
  }

  async read(): Promise<Float32Array> {
    const { gpu, buffer, size } = this;
    gpu.requireDevice();
    const bytes = 4 * size;
    const staging = gpu.staging.take(bytes);
    await gpu.order.enqueue(() => {
      const encoder = gpu.device.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, 0, staging, 0, bytes);
      gpu.device.queue.submit([encoder.finish()]);
    });
    return new Float32Array(await gpu.read(staging, bytes));
  }

  dispose(): void {
    void this.gpu.order.enqueue(() => this.buffer.destroy());
  }
}
