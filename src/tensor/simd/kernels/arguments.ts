/** @file The numbered arguments of a command: words of four bytes in the command list. */

// @inline
export function integer(args: usize, index: i32): i32 {
  return load<i32>(args + ((<usize>index) << 2));
}

// @inline
export function address(args: usize, index: i32): usize {
  return load<u32>(args + ((<usize>index) << 2));
}

// @inline
export function real(args: usize, index: i32): f32 {
  return load<f32>(args + ((<usize>index) << 2));
}
