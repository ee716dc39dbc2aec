/**
 * @file Counts what a library asks of WebGPU, by wrapping the prototypes before it is loaded. Buffers
 * that are dropped without `destroy` count as alive; textures and pipelines are not counted.
 */

export interface Counts {
  dispatches: number;
  submits: number;
  /** Buffers that were mapped, to be read by JavaScript. */
  readbacks: number;
  /** Bytes of the buffers created since the last call. */
  bytesCreated: number;
  /** Bytes of all buffers that are not destroyed. */
  bytesAlive: number;
}

const counts: Counts = {
  dispatches: 0,
  submits: 0,
  readbacks: 0,
  bytesCreated: 0,
  bytesAlive: 0,
};
const alive = new WeakSet<GPUBuffer>();

/** The counts since the last call. */
export function takeCounts(): Counts {
  const taken = { ...counts };
  Object.assign(counts, { dispatches: 0, submits: 0, readbacks: 0, bytesCreated: 0 });
  return taken;
}

/** Call it once, where WebGPU exists, before anything else uses it. */
export function startCounting(): void {
  const pass = GPUComputePassEncoder.prototype;
  before(pass, 'dispatchWorkgroups', () => (counts.dispatches += 1));
  before(pass, 'dispatchWorkgroupsIndirect', () => (counts.dispatches += 1));
  before(GPUQueue.prototype, 'submit', () => (counts.submits += 1));
  before(GPUBuffer.prototype, 'mapAsync', () => (counts.readbacks += 1));
  before(GPUBuffer.prototype, 'destroy', (buffer) => {
    if (alive.delete(buffer)) counts.bytesAlive -= buffer.size;
  });
  const device = GPUDevice.prototype;
  const createBuffer = Reflect.get(device, 'createBuffer');
  device.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    alive.add(buffer);
    counts.bytesCreated += buffer.size;
    counts.bytesAlive += buffer.size;
    return buffer;
  };
}

/** Has a method tell its object before it runs. */
function before<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  tell: (self: Target) => void,
): void {
  const method: unknown = target[name];
  if (typeof method !== 'function') throw new Error(`${String(name)} is not a method`);
  Object.defineProperty(target, name, {
    value: function (this: Target, ...given: unknown[]): unknown {
      tell(this);
      return Reflect.apply(method, this, given);
    },
  });
}
