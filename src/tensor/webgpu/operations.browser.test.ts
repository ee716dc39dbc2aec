import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationKind } from '../program/operation';
import { operationCases } from '../program/testing';
import { openDevice } from './device';
import type { KernelChoice } from './kernels';
import { WebGpuMachine } from './machine';
import { deviation } from './testing';

const tolerance = 1e-4;
const cases = operationCases();
const kinds = [...new Set(cases.map(({ operation }) => operation.kind))];

let device: GPUDevice;
beforeAll(async () => {
  const opened = await openDevice({ refuseSoftware: false });
  if (!opened.device) throw new Error(`no device: ${opened.refusal}`);
  device = opened.device;
});

/** Descriptions of the cases that deviate too much. */
async function deviating(choice: KernelChoice, chosen: typeof cases): Promise<string[]> {
  const machine = new WebGpuMachine(device, choice);
  const found = await Promise.all(chosen.map((one) => deviation(machine, one)));
  machine.dispose();
  return chosen.flatMap((one, at) =>
    found[at] < tolerance ? [] : [`${JSON.stringify(one)}: ${found[at]}`],
  );
}

const ofKind = (kind: OperationKind) => cases.filter(({ operation }) => operation.kind === kind);

describe('operations agree with the reference', () => {
  it.each(kinds)('%s', async (kind) => {
    expect(await deviating({ matmul: 'quads', lanes: 'quads' }, ofKind(kind))).toEqual([]);
  });
});
