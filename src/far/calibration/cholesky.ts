/**
 * Solves A x = b by Cholesky decomposition (Golub & Van Loan, "Matrix Computations", section 4.2).
 * @param matrix [n, n], symmetric and positive definite, by rows; overwritten
 * @returns x, [n]
 */
export function solvePositive(matrix: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    for (let row = column; row < n; row++) {
      let sum = matrix[row * n + column] as number;
      for (let k = 0; k < column; k++) sum -= matrix[row * n + k]! * matrix[column * n + k]!;
      matrix[row * n + column] = row === column ? Math.sqrt(sum) : sum / matrix[column * n + column]!;
    }
  }
  const x = Float64Array.from(b);
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) x[row]! -= matrix[row * n + k]! * x[k]!;
    x[row]! /= matrix[row * n + row]!;
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) x[row]! -= matrix[k * n + row]! * x[k]!;
    x[row]! /= matrix[row * n + row]!;
  }
  return x;
}
