/** @file Attention whose pairs are chosen one by one; a task is a query of one head. */
import { address, integer } from './arguments';
import { loadLanes, storeLanes, zeros } from './lanes';
import { claimTask } from './threads';

/**
 * Arguments: keyValue, probabilities, seen, y, batch, time, keyTime, heads, keyValueHeads, headDim, rowWidth,
 * hasSink, distanceValues, and where distances are clipped before and after a query
 */
export function attentionOfPairs(args: usize): void {
  const time = integer(args, 5);
  const keyTime = integer(args, 6);
  const heads = integer(args, 7);
  const keyValueHeads = integer(args, 8);
  const headDim = integer(args, 9);
  const rowWidth = integer(args, 10);
  const stride = (<usize>rowWidth) << 2;
  const rowBytes = (<usize>keyTime) << 2;
  const distanceValues = address(args, 12);
  const before = integer(args, 13);
  for (;;) {
    const task = <i32>claimTask();
    if (task >= integer(args, 4) * heads * time) return;
    const index = task / time;
    const query = task % time;
    const sequence = index / heads;
    const head = index % heads;
    const given = address(args, 1) + <usize>task * rowBytes;
    const seen = address(args, 2) + <usize>(head * time + query) * rowBytes;
    const column = rowWidth - (keyValueHeads - (head * keyValueHeads) / heads) * headDim;
    const values = address(args, 0) + <usize>(sequence * keyTime) * stride + ((<usize>column) << 2);
    const row = (sequence * time + query) * heads + head;
    const target = address(args, 3) + ((<usize>(row * headDim)) << 2);
    for (let i = 0; i < headDim; i += 4) {
      const at = (<usize>i) << 2;
      let whole: f32 = 0;
      let mixed = zeros();
      let sink: f32 = integer(args, 11) != 0 ? 1 : 0;
      for (let key = 0; key < keyTime; key++) {
        const place = (<usize>key) << 2;
        const probability = load<f32>(given + place);
        const share = probability * load<f32>(seen + place);
        sink -= probability;
        whole += share;
        let value = loadLanes(values + <usize>key * stride + at, headDim - i);
        if (distanceValues != 0) {
          const distance = max(-before, min(integer(args, 14), key - query)) + before;
          const added = distanceValues + ((<usize>(distance * headDim)) << 2) + at;
          value = f32x4.add(value, loadLanes(added, headDim - i));
        }
        mixed = f32x4.add(mixed, f32x4.mul(f32x4.splat(share), value));
      }
      whole += max<f32>(0, sink);
      const scale: f32 = whole > 0 ? 1 / whole : 0;
      storeLanes(target + at, f32x4.mul(mixed, f32x4.splat(scale)), headDim - i);
    }
  }
}
