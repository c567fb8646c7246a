/** Narrowings after which an order that defeats the pivots is sorted instead. */
const MOST_NARROWINGS = 64;

/**
 * The value that would stand at a place were the list in order, by Hoare's selection ("Algorithm 65: FIND", Communications of the ACM 4,
 * 1961). The list is changed: no value before the place is larger, none behind it smaller.
 * @param values not empty, none of them NaN
 * @param rank from 0
 */
export function select(values: Float64Array, rank: number): number {
  let [low, high] = [0, values.length - 1];
  for (let narrowings = 0; low < high; narrowings++) {
    if (narrowings === MOST_NARROWINGS) {
      values.subarray(low, high + 1).sort();
      break;
    }
    const pivot = middleOf(values[low] as number, values[(low + high) >> 1] as number, values[high] as number);
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] as number) < pivot) left++;
      while ((values[right] as number) > pivot) right--;
      if (left > right) break;
      const value = values[left] as number;
      values[left++] = values[right] as number;
      values[right--] = value;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank] as number;
}

const middleOf = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
