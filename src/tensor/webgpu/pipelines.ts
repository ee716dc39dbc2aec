/**
 * @file Pipelines by their WGSL: building one is slow, and layers of equal shape share theirs.
 */
import { LabError } from '../../base/errors';

export interface CompiledKernel {
  layout: GPUBindGroupLayout;
  /** Rejects with a LabError `engine.kernel`. */
  pipeline: Promise<GPUComputePipeline>;
}

export interface KernelText {
  /** Of what operation, for messages. */
  operation: string;
  wgsl: string;
  bindings: readonly GPUBufferBindingType[];
}

export class PipelineCache {
  private readonly kernels = new Map<string, CompiledKernel>();
  private readonly layouts = new Map<string, GPUBindGroupLayout>();

  constructor(private readonly device: GPUDevice) {}

  get size(): number {
    return this.kernels.size;
  }

  get(text: KernelText): CompiledKernel {
    const known = this.kernels.get(text.wgsl);
    if (known) return known;
    const layout = this.layoutOf(text);
    const pipeline = this.build(text, layout);
    pipeline.catch(() => undefined);
    const kernel = { layout, pipeline };
    this.kernels.set(text.wgsl, kernel);
    return kernel;
  }

  private layoutOf({ bindings }: KernelText): GPUBindGroupLayout {
    const key = bindings.join();
    const known = this.layouts.get(key);
    if (known) return known;
    const layout = this.device.createBindGroupLayout({
      entries: bindings.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      })),
    });
    this.layouts.set(key, layout);
    return layout;
  }

  private async build(
    { operation, wgsl }: KernelText,
    layout: GPUBindGroupLayout,
  ): Promise<GPUComputePipeline> {
    const { device } = this;
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label: operation, code: wgsl });
    const refusal = device.popErrorScope();
    const pipeline = device.createComputePipelineAsync({
      label: operation,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'main' },
    });
    try {
      return await pipeline;
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      const faults = messages.filter(({ type }) => type === 'error');
      const fallback = error instanceof Error ? error.message : String(error);
      const reason =
        faults.length > 0
          ? faults.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join('; ')
          : fallback;
      throw new LabError('engine.kernel', { operation, reason });
    } finally {
      await refusal.catch(() => null);
    }
  }
}
