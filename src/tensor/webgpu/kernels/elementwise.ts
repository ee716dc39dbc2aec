/**
 * @file Operations on elements that know nothing of each other, and sums that each output element
 * takes alone.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, output, type Kernel } from '../kernel';
import { activationFunction, activationSlopeFunction, dropoutFunctions, float } from './wgsl';

export function activationKernel({ activation, size }: OperationOf<'activation'>): Kernel {
  return elementKernel({
    operands: [input('x', size), output('y', size)],
    declarations: activationFunction(activation),
    count: size,
    body: 'outY[index] = activation(x[index]);',
  });
}

export function activationGradientKernel({
  activation,
  size,
}: OperationOf<'activationGradient'>): Kernel {
  return elementKernel({
    operands: [input('gradient', size), input('x', size), output('x', size)],
    declarations: activationSlopeFunction(activation),
    count: size,
    body: 'outX[index] = gradient[index] * activationSlope(x[index]);',
  });
}

export function gatedActivationKernel({
  activation,
  rows,
  width,
}: OperationOf<'gatedActivation'>): Kernel {
  const count = rows * width;
  return elementKernel({
    operands: [input('x', 2 * count), output('y', count)],
    declarations: activationFunction(activation),
    count,
    body: `let gate = index + (index / ${width}u) * ${width}u;
  outY[index] = activation(x[gate]) * x[gate + ${width}u];`,
  });
}

export function gatedActivationGradientKernel({
  activation,
  rows,
  width,
}: OperationOf<'gatedActivationGradient'>): Kernel {
  const count = rows * width;
  return elementKernel({
    operands: [input('gradient', count), input('x', 2 * count), output('x', 2 * count)],
    declarations: activationFunction(activation) + activationSlopeFunction(activation),
    count,
    body: `let gate = index + (index / ${width}u) * ${width}u;
  let argument = x[gate];
  let upstream = gradient[index];
  outX[gate] = upstream * x[gate + ${width}u] * activationSlope(argument);
  outX[gate + ${width}u] = upstream * activation(argument);`,
  });
}

export function softCapKernel({ cap, size }: OperationOf<'softCap'>): Kernel {
  return elementKernel({
    operands: [input('x', size), output('y', size)],
    count: size,
    // Beyond 15 it is 1 in float32; some devices' tanh overflows far out.
    body: `outY[index] = ${float(cap)} * tanh(clamp(x[index] / ${float(cap)}, -15.0, 15.0));`,
  });
}

export function softCapGradientKernel({ cap, size }: OperationOf<'softCapGradient'>): Kernel {
  return elementKernel({
    operands: [input('gradient', size), input('y', size), output('x', size)],
    count: size,
    body: `let share = y[index] / ${float(cap)};
  outX[index] = gradient[index] * (1.0 - share * share);`,
  });
}

export function addKernel({ size }: OperationOf<'add'>): Kernel {
  return elementKernel({
    operands: [input('a', size), input('b', size), output('y', size)],
    count: size,
    body: 'outY[index] = a[index] + b[index];',
  });
}

export function multiplyKernel({ size }: OperationOf<'multiply'>): Kernel {
  return elementKernel({
    operands: [input('a', size), input('b', size), output('y', size)],
    count: size,
    body: 'outY[index] = a[index] * b[index];',
  });
}

export function scaleKernel({ size }: OperationOf<'scale'>): Kernel {
  return elementKernel({
    operands: [input('x', size), input('factor', 1), output('y', size)],
    count: size,
    body: 'outY[index] = x[index] * factor[0];',
  });
}

export function copyKernel({ size }: OperationOf<'copy'>): Kernel {
  return elementKernel({
    operands: [input('x', size), output('y', size)],
    count: size,
    body: 'outY[index] = x[index];',
  });
}

export function dropoutKernel({ rate, site, size }: OperationOf<'dropout'>): Kernel {
  return elementKernel({
    operands: [input('x', size), input('dropoutKey', 1, 'i32'), output('y', size)],
    parameters: [site],
    declarations: dropoutFunctions(rate),
    count: size,
    body: 'outY[index] = x[index] * keptShare(siteKey(dropoutKey[0], parameters.x), index);',
  });
}
