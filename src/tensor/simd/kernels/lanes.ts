/**
 * @file Reading and writing rows whose length is no multiple of a vector. Reads may run over the end
 * of a row (the memory goes on behind every region); writes never do.
 */

// @inline
export function zeros(): v128 {
  return f32x4.splat(0);
}

/** The first `count` lanes, 0 in the others. */
// @inline
export function keepLanes(vector: v128, count: i32): v128 {
  return v128.and(vector, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)));
}

/** Up to four numbers, 0 behind the first `count`. */
// @inline
export function loadLanes(address: usize, count: i32): v128 {
  const vector = v128.load(address);
  return count >= 4 ? vector : keepLanes(vector, count);
}

/** Writes the first `count` lanes, at most four. */
// @inline
export function storeLanes(address: usize, vector: v128, count: i32): void {
  if (count >= 4) v128.store(address, vector);
  else storeSome(address, vector, count);
}

function storeSome(address: usize, vector: v128, count: i32): void {
  if (count > 0) v128.store_lane<f32>(address, vector, 0);
  if (count > 1) v128.store_lane<f32>(address, vector, 1, 4);
  if (count > 2) v128.store_lane<f32>(address, vector, 2, 8);
}

// @inline
export function sumOfLanes(vector: v128): f32 {
  const low = f32x4.extract_lane(vector, 0) + f32x4.extract_lane(vector, 1);
  return low + (f32x4.extract_lane(vector, 2) + f32x4.extract_lane(vector, 3));
}

// @inline
export function largestLane(vector: v128): f32 {
  const low = max(f32x4.extract_lane(vector, 0), f32x4.extract_lane(vector, 1));
  return max(low, max(f32x4.extract_lane(vector, 2), f32x4.extract_lane(vector, 3)));
}
