/**
 * @file A kernel: the WGSL of one dispatch and what it binds. Sizes are constants of the text, so that
 * the compiler sees them; whatever differs between layers of equal shape is a binding or a parameter,
 * so that their kernels have one text and share a pipeline.
 */

import { halfOf, withHalfOperands } from './half-operands';

export type Element = 'f32' | 'i32' | 'vec4<f32>' | 'vec4<i32>';

/** Numbers in an element. */
export const widthOf = (element: Element) => (element === 'vec4<f32>' ? 4 : 1);

export interface Operand {
  /** Whose value is bound: the node's input or output of this name, or memory of the kernel's own. */
  side: 'input' | 'output' | 'scratch';
  name: string;
  /** Its name in the WGSL. */
  variable: string;
  element: Element;
  /** In elements of that type. */
  length: number;
  isWritten: boolean;
  /** Bound as a uniform: of these a kernel may have more than eight, which is all for the others. */
  isUniform?: boolean;
}

export type WgslFeature = 'subgroups';

export interface Kernel {
  operands: readonly Operand[];
  /** Up to four numbers in a uniform `parameters: vec4<u32>`. */
  parameters: readonly number[];
  features: readonly WgslFeature[];
  /** The text below the declarations. */
  code: string;
  workgroups: readonly [x: number, y: number];
}

const capitalised = (name: string) => name[0].toUpperCase() + name.slice(1);

export function input(name: string, length: number, element: Element = 'f32'): Operand {
  return { side: 'input', name, variable: name, element, length, isWritten: false };
}

/** A few integers that all invocations read, four in an element; see `uniformAt`. */
export function uniformInput(name: string, length: number): Operand {
  return { ...input(name, Math.ceil(length / 4), 'vec4<i32>'), isUniform: true };
}

/** An element of such an input. @param index a variable */
export const uniformAt = (name: string, index: string) => `${name}[${index} / 4u][${index} % 4u]`;

/** An output is called `outName`: some have an input's name. */
export function output(name: string, length: number, element: Element = 'f32'): Operand {
  const variable = `out${capitalised(name)}`;
  return { side: 'output', name, variable, element, length, isWritten: true };
}

/** An output that is computed in the memory of the input of the same name. */
export function inPlace(name: string, length: number): Operand {
  return { ...output(name, length), variable: name };
}

/** Memory that lasts from one kernel of a node to its next. */
export function scratch(name: string, length: number, element: Element = 'f32'): Operand {
  return { ...output(name, length, element), side: 'scratch', variable: name };
}

/** The same memory, only read. */
export function read(operand: Operand): Operand {
  return { ...operand, isWritten: false };
}

/** What every WebGPU device allows in each direction. */
export const maxWorkgroupsPerDimension = 65_535;

export interface KernelBody {
  operands: readonly Operand[];
  parameters?: readonly number[];
  features?: readonly WgslFeature[];
  /** Functions and workgroup memory. */
  declarations?: string;
  /** Invocations in a workgroup. */
  size: number;
  workgroups: number;
  /** Statements; they see the numbers `group` and `local`. */
  body: string;
}

/** A kernel over a line of workgroups, which is folded where it is longer than WebGPU allows. */
export function lineKernel({
  operands,
  parameters = [],
  features = [],
  declarations = '',
  size,
  workgroups,
  body,
}: KernelBody): Kernel {
  const x = Math.min(workgroups, maxWorkgroupsPerDimension);
  const y = Math.ceil(workgroups / x);
  const code = `${declarations}
@compute @workgroup_size(${size})
fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let group = workgroup.x${y > 1 ? ` + workgroup.y * ${x}u` : ''};
  ${x * y > workgroups ? `if (group >= ${workgroups}u) { return; }` : ''}
  ${body}
}
`;
  return { operands, parameters, features, code, workgroups: [x, y] };
}

/** A kernel with one invocation for each `index` below `count`. */
export function elementKernel(
  kernel: Omit<KernelBody, 'size' | 'workgroups'> & { count: number },
): Kernel {
  const size = 256;
  const { count, body } = kernel;
  return lineKernel({
    ...kernel,
    size,
    workgroups: Math.ceil(count / size),
    body: `let index = group * ${size}u + local;
  ${count % size === 0 ? '' : `if (index >= ${count}u) { return; }`}
  ${body}`,
  });
}

const addressSpaces: Record<GPUBufferBindingType, string> = {
  storage: 'storage, read_write',
  'read-only-storage': 'storage, read',
  uniform: 'uniform',
};

/** How an operand is bound. */
export interface Binding {
  type: GPUBufferBindingType;
  /** Stored as float16. */
  isHalf: boolean;
}

/** The whole WGSL of a kernel. @param bound each operand */
export function wgslOf(kernel: Kernel, bound: readonly Binding[]): string {
  const features = kernel.features.map((name) => `enable ${name};\n`);
  // Lanes of a quad always take the same way; the analysis cannot see that.
  if (kernel.features.includes('subgroups'))
    features.push('diagnostic(off, subgroup_uniformity);\n');
  const halves = kernel.operands.filter((_, at) => bound[at].isHalf);
  if (halves.length > 0) features.unshift('enable f16;\n');
  const bindings = kernel.operands.map((operand, at) => {
    const { variable, length } = operand;
    const { type, isHalf } = bound[at];
    const element = isHalf ? halfOf(operand) : operand.element;
    return (
      `@group(0) @binding(${at}) var<${addressSpaces[type]}> ` +
      `${variable}: array<${element}, ${Math.max(1, length)}>;\n`
    );
  });
  if (kernel.parameters.length > 0) {
    bindings.push(
      `@group(0) @binding(${kernel.operands.length}) var<uniform> parameters: vec4<u32>;\n`,
    );
  }
  return features.join('') + bindings.join('') + withHalfOperands(kernel.code, halves);
}
