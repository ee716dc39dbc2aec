/** @file Products and likeness of the rows of a matrix. */

/** Product of each pair of rows, `[rows, rows]`. */
export function products(matrix: Float32Array, rows: number, width: number): Float32Array {
  return Float32Array.from({ length: rows * rows }, (_, index) => {
    const one = Math.floor(index / rows) * width;
    const other = (index % rows) * width;
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += matrix[one + column] * matrix[other + column];
    }
    return sum;
  });
}

/** Cosine of each pair of rows, `[rows, rows]`; 0 for a row of zeros. */
export function cosines(matrix: Float32Array, rows: number, width: number): Float32Array {
  const all = products(matrix, rows, width);
  const length = Array.from({ length: rows }, (_, row) => Math.sqrt(all[row * rows + row]));
  return all.map((product, index) => {
    const size = length[Math.floor(index / rows)] * length[index % rows];
    return size === 0 ? 0 : product / size;
  });
}

/**
 * What a head adds to the score of every query and key, `[time, time]`; NaN for keys that are not seen.
 * @param biasAt by the number of places that the key stands before the query
 */
export function biasMatrix(time: number, biasAt: (behind: number) => number): Float32Array {
  return Float32Array.from({ length: time * time }, (_, index) => {
    const behind = Math.floor(index / time) - (index % time);
    return behind < 0 ? NaN : biasAt(behind);
  });
}
