/** @file The gradient of attention's sinks: a task owns one head, so that its sum has one order. */
import { address, integer } from './arguments';
import { keepLanes, sumOfLanes } from './lanes';
import { exp } from './math';
import { claimTask } from './threads';

/** Arguments: sinks, logSumExp, rowSums, gradient of the sinks, batch, time, heads */
export function sinkGradient(args: usize): void {
  const ofBatch = integer(args, 4);
  const ofTime = integer(args, 5);
  const ofHeads = integer(args, 6);
  for (let head = <i32>claimTask(); head < ofHeads; head = <i32>claimTask()) {
    const sink = v128.load_splat<f32>(address(args, 0) + ((<usize>head) << 2));
    let sum: f32 = 0;
    for (let sequence = 0; sequence < ofBatch; sequence++) {
      const first = (<usize>((sequence * ofHeads + head) * ofTime)) << 2;
      for (let i = 0; i < ofTime; i += 4) {
        const at = first + ((<usize>i) << 2);
        const probabilities = exp(f32x4.sub(sink, v128.load(address(args, 1) + at)));
        let slopes = f32x4.mul(probabilities, v128.load(address(args, 2) + at));
        if (ofTime - i < 4) slopes = keepLanes(slopes, ofTime - i);
        sum -= sumOfLanes(slopes);
      }
    }
    store<f32>(address(args, 3) + ((<usize>head) << 2), sum);
  }
}
