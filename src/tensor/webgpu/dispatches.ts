/**
 * @file From the nodes of a program to dispatches: kernels with their pipelines and bind groups, made
 * once.
 */
import { bytesPerElement, type Program, type ProgramNode } from '../program/program';
import { bindingBytes, type Gpu } from './gpu';
import { wgslOf, widthOf, type Kernel, type Operand } from './kernel';
import type { KernelChoice, KernelMaker } from './kernels';
import type { Region, StepMemory } from './memory';

export interface Dispatch {
  pipeline: Promise<GPUComputePipeline>;
  bindGroup: GPUBindGroup;
  workgroups: readonly [x: number, y: number];
  /** Index of its node in the program. */
  node: number;
}

/** A dispatch whose pipeline is there. */
export type ReadyDispatch = Omit<Dispatch, 'pipeline'> & { pipeline: GPUComputePipeline };

export interface DispatchHost {
  gpu: Gpu;
  memory: StepMemory;
  kernelsOf: KernelMaker;
  choice: KernelChoice;
}

export function dispatchesOf(
  program: Program,
  { gpu, memory, kernelsOf, choice }: DispatchHost,
): Dispatch[] {
  const planned = program.nodes.map((node) => ({ node, kernels: kernelsOf(node, choice) }));
  const scratch = scratchBuffer(
    memory,
    planned.flatMap(({ kernels }) => kernels),
  );
  return planned.flatMap(({ node, kernels }, at) =>
    kernels.map((kernel): Dispatch => {
      const regions = kernel.operands.map((operand) =>
        regionOf(operand, node, { memory, scratch, operation: node.operation.kind }),
      );
      // A buffer that is written may not be bound as read-only beside that, not even other parts.
      const written = new Set(
        regions.filter((_, index) => kernel.operands[index].isWritten).map(({ buffer }) => buffer),
      );
      const bindings = regions.map(({ buffer }, at): GPUBufferBindingType => {
        if (kernel.operands[at].isUniform) return 'uniform';
        return written.has(buffer) ? 'storage' : 'read-only-storage';
      });
      const halves = kernel.operands.map((operand) => isHalf(operand, node));
      const wgsl = wgslOf(
        kernel,
        bindings.map((type, at) => ({ type, isHalf: halves[at] })),
      );
      const resources: GPUBindingResource[] = [...regions];
      if (kernel.parameters.length > 0) {
        bindings.push('uniform');
        resources.push({ buffer: memory.uniform(kernel.parameters) });
      }
      const { layout, pipeline } = gpu.pipelines.get({
        operation: node.operation.kind,
        wgsl,
        bindings,
      });
      const bindGroup = gpu.device.createBindGroup({
        layout,
        entries: resources.map((resource, binding) => ({ binding, resource })),
      });
      return { pipeline, bindGroup, workgroups: kernel.workgroups, node: at };
    }),
  );
}

/** A pipeline is set only where it differs from the one before. */
export function encodeDispatches(
  pass: GPUComputePassEncoder,
  dispatches: readonly ReadyDispatch[],
): void {
  let current: GPUComputePipeline | null = null;
  for (const { pipeline, bindGroup, workgroups } of dispatches) {
    if (pipeline !== current) pass.setPipeline(pipeline);
    current = pipeline;
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...workgroups);
  }
}

/** Nodes run one after the other, so one stretch of memory serves the kernels of all. */
function scratchBuffer(memory: StepMemory, kernels: readonly Kernel[]): GPUBuffer | null {
  const lengths = kernels.flatMap(({ operands }) =>
    operands.filter(({ side }) => side === 'scratch').map(numbersOf),
  );
  return lengths.length > 0 ? memory.own(Math.max(...lengths)) : null;
}

const numbersOf = ({ length, element }: Operand) => length * widthOf(element);

function isHalf({ side, name }: Operand, { inputs, outputs }: ProgramNode): boolean {
  if (side === 'scratch') return false;
  return bytesPerElement((side === 'input' ? inputs : outputs)[name]) === 2;
}

function regionOf(
  operand: Operand,
  { inputs, outputs }: ProgramNode,
  {
    memory,
    scratch,
    operation,
  }: { memory: StepMemory; scratch: GPUBuffer | null; operation: string },
): Region {
  const { side, name } = operand;
  if (side === 'scratch') {
    if (!scratch) throw new RangeError('a kernel without its scratch memory');
    return { buffer: scratch, offset: 0, size: bindingBytes(numbersOf(operand)) };
  }
  const values = side === 'input' ? inputs : outputs;
  if (!(name in values)) throw new TypeError(`${operation} lacks its ${side} ${name}`);
  return memory.regionOf(values[name]);
}
