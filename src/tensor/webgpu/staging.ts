/**
 * @file Buffers through which numbers are read back. A buffer returns to the pool when it has been
 * read, so there are as many as there are reads under way at once.
 */

const smallestBytes = 256;

export class StagingPool {
  private readonly free = new Map<number, GPUBuffer[]>();

  constructor(private readonly device: GPUDevice) {}

  /** A buffer of at least so many bytes, to copy into; it comes back with `read`. */
  take(bytes: number): GPUBuffer {
    let size = smallestBytes;
    while (size < bytes) size *= 2;
    return (
      this.free.get(size)?.pop() ??
      this.device.createBuffer({
        label: 'staging',
        size,
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      })
    );
  }

  /** What the commands given to the queue so far copied there. */
  async read(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    const mappedBytes = Math.ceil(bytes / 8) * 8;
    try {
      await buffer.mapAsync(GPUMapMode.READ, 0, mappedBytes);
      const copy = buffer.getMappedRange(0, mappedBytes).slice(0, bytes);
      buffer.unmap();
      this.giveBack(buffer);
      return copy;
    } catch (error) {
      buffer.destroy();
      throw error;
    }
  }

  dispose(): void {
    for (const buffers of this.free.values()) buffers.forEach((buffer) => buffer.destroy());
    this.free.clear();
  }

  private giveBack(buffer: GPUBuffer): void {
    const alike = this.free.get(buffer.size);
    if (alike) alike.push(buffer);
    else this.free.set(buffer.size, [buffer]);
  }
}
