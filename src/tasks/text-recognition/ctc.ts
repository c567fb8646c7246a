/** What one line reads, and the mean probability of its characters (0 where there are none). */
export interface DecodedLine {
  readonly text: string;
  readonly score: number;
}

/**
 * Characters by class: class 0 is the CTC blank, then one a line of the keys file, then the space.
 * @param keys the keys file, UTF-8
 */
export function characterSet(keys: ArrayBuffer): string[] {
  const lines = new TextDecoder().decode(keys).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return ['', ...lines, ' '];
}

/**
 * Greedy CTC: the likeliest class of each step, repeats merged, blanks dropped
 * (Graves et al., "Connectionist temporal classification", 2006, section 3.2).
 * @param probabilities row-major [steps, classes]
 * @throws RangeError where the characters are not as many as the classes
 */
export function decodeCtc(probabilities: Float32Array, classes: number, characters: readonly string[]): DecodedLine {
  if (characters.length !== classes)
    throw new RangeError(`The network has ${classes} classes but the keys file gives ${characters.length}.`);
  let text = '';
  let sum = 0;
  let count = 0;
  let previous = 0;
  for (let start = 0; start < probabilities.length; start += classes) {
    let best = 0;
    let highest = probabilities[start]!;
    for (let k = 1; k < classes; k++) {
      const value = probabilities[start + k]!;
      if (value > highest) {
        highest = value;
        best = k;
      }
    }
    if (best !== 0 && best !== previous) {
      text += characters[best]!;
      sum += highest;
      count++;
    }
    previous = best;
  }
  return { text, score: count === 0 ? 0 : sum / count };
}
