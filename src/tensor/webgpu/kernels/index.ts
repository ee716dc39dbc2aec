/**
 * @file The kernels of every operation.
 */
import type { ProgramNode } from '../../program/program';
import type { Kernel } from '../kernel';
import { attentionKernel } from './attention';
import { attentionGradientKernels, sinkGradientKernel } from './attention-gradient';
import { attentionOfPairsKernel } from './attention-of-pairs';
import { attentionProbabilitiesKernel } from './attention-probabilities';
import { cachedAttentionKernel, cacheWriteKernel } from './cached-attention';
import { crossEntropyKernels } from './cross-entropy';
import {
  activationGradientKernel,
  activationKernel,
  addKernel,
  copyKernel,
  dropoutKernel,
  gatedActivationGradientKernel,
  multiplyKernel,
  gatedActivationKernel,
  scaleKernel,
  softCapGradientKernel,
  softCapKernel,
} from './elementwise';
import { embeddingGradientKernel, embeddingKernel, positionGradientKernel } from './embedding';
import {
  combineRowsKernel,
  dispatchRowsKernel,
  gateGradientKernel,
  routingGradientKernel,
  routingKernels,
} from './experts';
import { expertUsageGradientKernels, expertUsageKernels } from './expert-usage';
import { groupedMatmulKernel } from './grouped-matmul';
import type { LaneExchange } from './lanes';
import { matmulKernels, usesTiles, type MatmulChoice } from './matmul';
import { presenceOf } from './matmul-epilogue';
import { muonDirectionKernels, muonUpdateKernel } from './muon';
import { normGradientKernel, normKernel, normParameterGradientKernel } from './norm';
import {
  adamwKernel,
  lionKernel,
  lossScalingKernel,
  sgdKernel,
  sumOfSquaresKernel,
} from './optimizer';
import { sampleKernel } from './sample';

/** Which kernels a device shall use, where there are several. */
export interface KernelChoice {
  matmul: MatmulChoice;
  /** How lanes of a row exchange numbers. */
  lanes: LaneExchange;
}

/** The kernels of a node, in the order in which they run. */
export type KernelMaker = (node: ProgramNode, choice: KernelChoice) => Kernel[];

export const kernelsOf: KernelMaker = (
  { operation, inputs, outputs },
  { matmul, lanes },
): Kernel[] => {
  const ofAttention = {
    rotation: 'rotation' in inputs ? inputs.rotation.size : 0,
    distanceBias: 'distanceBias' in inputs,
    distanceValues: 'distanceValues' in inputs,
    distanceSlopes: 'distanceSlopes' in inputs,
    prefixes: 'prefixes' in inputs,
    keyLengths: 'keyLengths' in inputs,
    sinks: 'sinks' in inputs,
  };
  const ofUpdate = { unscale: 'unscale' in inputs };
  switch (operation.kind) {
    case 'embedding': {
      const present = {
        positions: 'positions' in inputs ? inputs.positions.size : 0,
        places: 'places' in inputs,
      };
      return [embeddingKernel(operation, present)];
    }
    case 'embeddingGradient':
      return [embeddingGradientKernel(operation, lanes)];
    case 'positionGradient':
      return [positionGradientKernel(operation)];
    case 'norm':
      return [normKernel(operation, { bias: 'bias' in inputs }, lanes)];
    case 'normGradient':
      return [normGradientKernel(operation, { addend: 'addend' in inputs }, lanes)];
    case 'normParameterGradient':
      // Where tiles in workgroup memory are not the best, barriers are dear.
      return [
        normParameterGradientKernel(
          operation,
          { bias: 'bias' in outputs },
          usesTiles(matmul['tn-long']) ? 16 : 1,
        ),
      ];
    case 'matmul':
      return matmulKernels(operation, presenceOf({ inputs, outputs }), matmul);
    case 'activation':
      return [activationKernel(operation)];
    case 'activationGradient':
      return [activationGradientKernel(operation)];
    case 'gatedActivation':
      return [gatedActivationKernel(operation)];
    case 'gatedActivationGradient':
      return [gatedActivationGradientKernel(operation)];
    case 'attention':
      return [attentionKernel(operation, ofAttention, lanes)];
    case 'attentionGradient':
      return attentionGradientKernels(operation, ofAttention, lanes, {
        distanceBias: 'distanceBias' in outputs,
        distanceShares: 'distanceShares' in outputs,
      });
    case 'sinkGradient':
      return [sinkGradientKernel(operation)];
    case 'attentionProbabilities':
      return [attentionProbabilitiesKernel(operation, ofAttention)];
    case 'attentionOfPairs':
      return [attentionOfPairsKernel(operation, ofAttention)];
    case 'cacheWrite':
      return [cacheWriteKernel(operation, ofAttention)];
    case 'cachedAttention':
      return [cachedAttentionKernel(operation, ofAttention, lanes)];
    case 'crossEntropy':
      return crossEntropyKernels(
        operation,
        { gradient: 'gradient' in outputs, factor: 'factor' in inputs },
        lanes,
      );
    case 'routing':
      return routingKernels(operation);
    case 'routingGradient':
      return [routingGradientKernel(operation, { factor: 'factor' in inputs })];
    case 'expertUsage':
      return expertUsageKernels(operation);
    case 'expertUsageGradient':
      return expertUsageGradientKernels(operation);
    case 'dispatchRows':
      return [dispatchRowsKernel(operation, { gates: 'gates' in inputs })];
    case 'combineRows':
      return [combineRowsKernel(operation, { gates: 'gates' in inputs })];
    case 'gateGradient':
      return [gateGradientKernel(operation, lanes)];
    case 'sample':
      return [sampleKernel(operation)];
    case 'softCap':
      return [softCapKernel(operation)];
    case 'softCapGradient':
      return [softCapGradientKernel(operation)];
    case 'add':
      return [addKernel(operation)];
    case 'multiply':
      return [multiplyKernel(operation)];
    case 'scale':
      return [scaleKernel(operation)];
    case 'dropout':
      return [dropoutKernel(operation)];
    case 'copy':
      return [copyKernel(operation)];
    case 'sumOfSquares':
      return [sumOfSquaresKernel(operation, lanes)];
    case 'lossScaling':
      return [lossScalingKernel(operation, lanes)];
    case 'adamw':
      return [adamwKernel(operation, ofUpdate, lanes)];
    case 'sgd':
      return [sgdKernel(operation, ofUpdate, lanes)];
    case 'lion':
      return [lionKernel(operation, ofUpdate, lanes)];
    case 'muonDirection':
      return muonDirectionKernels(operation, ofUpdate, lanes);
    case 'muonUpdate':
      return [muonUpdateKernel(operation, ofUpdate)];
    case 'groupedMatmul':
      return [
        groupedMatmulKernel(
          operation,
          { addend: 'addend' in inputs },
          usesTiles(matmul['nn-wide']),
        ),
      ];
  }
};
