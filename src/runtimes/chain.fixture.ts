import { expect } from 'vitest';
import { isResident, type Resident, type Tensor, type ValueMap } from '../domain/tensor';
import { stepAnswer } from './step.fixture';
import type { Network } from './types';

const row = (values: readonly number[]): Tensor => ({
  dtype: 'float32',
  shape: [1, values.length],
  data: Float32Array.from(values),
});

export const start = [0.1, -0.2, 0.3, -0.4];
const inputs = [
  [1, 0, -1, 0.5],
  [0, 0.25, 0.5, -2],
  [-0.5, 1, 0, 0],
];

/** WebGL rounds as it likes in its own tanh. */
const close = (tensor: Tensor, expected: readonly number[]) =>
  tensor.data.forEach((value, index) => expect(Number(value)).toBeCloseTo(expected[index] as number, 4));

export const feeds = (state: Tensor | Resident): ValueMap => ({ state, x: row(inputs[0]!) });
export const fresh = (): ValueMap => feeds(row(start));

/** Chains runs by a value that stays on the device, and compares each with the formula and with runs by readback. */
export async function expectChain(network: Network): Promise<void> {
  let state = start;
  let kept: Tensor | Resident = row(start);
  let read: Tensor = row(start);
  for (const x of inputs) {
    const expected = stepAnswer(state, x);
    const outputs: ValueMap = await network.run({ state: kept, x: row(x) }, ['next']);
    const plain = await network.run({ state: read, x: row(x) });
    if (isResident(kept)) kept.dispose();
    const { next, y } = outputs as { next: Resident; y: Tensor };
    expect(isResident(next)).toBe(true);
    expect(isResident(y)).toBe(false);
    expect([next.shape, next.dtype]).toEqual([[1, 4], 'float32']);
    close(y, expected.y);
    expect(y.data).toEqual(plain.y?.data);
    state = expected.next;
    kept = next;
    read = plain.next as Tensor;
  }
  const last = kept as Resident;
  close(await last.read(), state);
  // What was read feeds a network still.
  const after = await network.run({ state: last, x: row(inputs[0]!) });
  close(after.y as Tensor, stepAnswer(state, inputs[0]!).y);
  last.dispose();
}

const disposed = expect.objectContaining({ code: 'disposed' });

/** A value is good until it is freed, or its network is. */
export async function expectEnds(network: Network): Promise<void> {
  const one = await network.run(fresh(), ['next']);
  const next = one.next as Resident;
  next.dispose();
  next.dispose();
  await expect(next.read()).rejects.toEqual(disposed);
  await expect(network.run(feeds(next))).rejects.toEqual(disposed);
  await expect(network.run(fresh(), ['y', 'z'])).rejects.toThrow('was not loaded so that it may keep');

  const left = (await network.run(fresh(), ['next'])).next as Resident;
  await network.dispose();
  await network.dispose();
  await expect(left.read()).rejects.toEqual(disposed);
  await expect(network.run(fresh())).rejects.toEqual(disposed);
}
