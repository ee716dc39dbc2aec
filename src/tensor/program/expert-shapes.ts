/**
 * @file What the operations of a layer of experts take and give.
 */
import { floats, integers, optional, type OperationShapes } from './operand';
import type { ExpertOperation, ExpertShape } from './operations/experts';

/** Every input and output of an operation of a layer of experts. */
export function expertShapes(operation: ExpertOperation): OperationShapes {
  const router = routerShapes(operation);
  const { probabilities, logSumExp, chosen, gates, places, slots, shares } = router;
  switch (operation.kind) {
    case 'routing':
      return { inputs: { logits: probabilities }, outputs: router };
    case 'routingGradient':
      return {
        inputs: {
          gradient: gates,
          factor: optional(floats(1)),
          ...{ probabilities, logSumExp, chosen, gates, shares },
        },
        outputs: { logits: probabilities },
      };
    case 'expertUsage': {
      const logits = { clean: probabilities, noisy: probabilities, deviation: probabilities };
      const usage = { probabilities, usage: shares, slopes: shares, losses: router.losses };
      return { inputs: { ...logits, chosen, gates }, outputs: usage };
    }
    case 'expertUsageGradient': {
      const logits = { clean: probabilities, noisy: probabilities, deviation: probabilities };
      const inputs = { gradient: gates, factor: floats(1), ...logits, chosen, slopes: shares };
      return { inputs, outputs: { gates, ...logits } };
    }
    case 'dispatchRows': {
      const { ofTokens, ofSlots } = rowsOf(operation);
      return { inputs: { x: ofTokens, slots, gates: optional(gates) }, outputs: { y: ofSlots } };
    }
    case 'combineRows': {
      const { ofTokens, ofSlots } = rowsOf(operation);
      return { inputs: { x: ofSlots, places, gates: optional(gates) }, outputs: { y: ofTokens } };
    }
    case 'gateGradient': {
      const { ofTokens, ofSlots } = rowsOf(operation);
      return { inputs: { gradient: ofTokens, x: ofSlots, places }, outputs: { gates } };
    }
  }
}

function routerShapes({ rows, experts, perToken, capacity }: ExpertShape) {
  return {
    probabilities: floats(rows * experts),
    logSumExp: floats(rows),
    chosen: integers(rows * perToken),
    gates: floats(rows * perToken),
    places: integers(rows * perToken),
    slots: integers(experts * capacity),
    shares: floats(2 * experts),
    losses: floats(2),
  };
}

function rowsOf({ rows, experts, capacity, width }: ExpertShape & { width: number }) {
  return { ofTokens: floats(rows * width), ofSlots: floats(experts * capacity * width) };
}
