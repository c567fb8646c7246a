import { describe, expect, it } from 'vitest';
import type { PictureInput } from '../tasks/types';
import { Inference } from '../workloads/inference/worker';
import { PictureLoan, type Lent } from './loan';

const picture = (...values: number[]): PictureInput => ({
  kind: 'picture',
  pixels: { width: values.length / 4, height: 1, data: Uint8ClampedArray.from(values) },
});

/** As a message does it. */
const sent = ({ input, transfer }: Lent) => structuredClone(input, { transfer: [...transfer] }) as PictureInput;
const bufferOf = (input: PictureInput) => input.pixels.data.buffer as ArrayBuffer;

describe('PictureLoan', () => {
  it('lends the same buffer again, filled once, and leaves the page its pixels', () => {
    const loan = new PictureLoan();
    const input = picture(1, 2, 3, 4);
    const first = sent(loan.lend(input));
    expect([...first.pixels.data]).toEqual([1, 2, 3, 4]);
    loan.takeBack(input, bufferOf(first));
    const again = loan.lend(input);
    expect((again.input as PictureInput).pixels.data.buffer).toBe(bufferOf(first));
    expect([...sent(again).pixels.data]).toEqual([1, 2, 3, 4]);
    expect([...input.pixels.data]).toEqual([1, 2, 3, 4]);
  });

  it('fills it anew with another picture, and takes another for another size', () => {
    const loan = new PictureLoan();
    const [one, other, larger] = [picture(1, 2, 3, 4), picture(5, 6, 7, 8), picture(1, 1, 1, 1, 2, 2, 2, 2)];
    const first = sent(loan.lend(one));
    loan.takeBack(one, bufferOf(first));
    const second = loan.lend(other);
    expect((second.input as PictureInput).pixels.data.buffer).toBe(bufferOf(first));
    const arrived = sent(second);
    expect([...arrived.pixels.data]).toEqual([5, 6, 7, 8]);
    loan.takeBack(other, bufferOf(arrived));
    expect([...sent(loan.lend(larger)).pixels.data]).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('has one for each of two answers asked for at once, and one more where a host kept it', () => {
    const loan = new PictureLoan();
    const input = picture(1, 2, 3, 4);
    const [first, second] = [sent(loan.lend(input)), sent(loan.lend(input))];
    expect([...second.pixels.data]).toEqual([1, 2, 3, 4]);
    expect(bufferOf(first)).not.toBe(bufferOf(second));
    loan.takeBack(input, undefined);
    expect([...sent(loan.lend(input)).pixels.data]).toEqual([1, 2, 3, 4]);
  });

  it('hands over nothing of sentences and of shared memory', () => {
    const loan = new PictureLoan();
    const texts = { kind: 'texts', texts: ['a'] } as const;
    const shared: PictureInput = {
      kind: 'picture',
      pixels: { width: 1, height: 1, data: new Uint8ClampedArray(new SharedArrayBuffer(4)) },
    };
    for (const input of [texts, shared]) expect(loan.lend(input)).toEqual({ input, transfer: [] });
    expect((loan.lend(shared).input as PictureInput).pixels.data).toBe(shared.pixels.data);
  });

  it('gets its buffer back from the workload that answers, with what the answer would weigh', async () => {
    const loan = new PictureLoan();
    const input = picture(1, 2, 3, 4);
    const answers = new Inference({
      networks: new Map(),
      task: { answer: async () => ({ kind: 'test', summary: 'Seen.' }), sentBytes: () => 12, agreement: () => 0 },
      read: () => Promise.reject(new Error('not asked for')),
    });
    const context = { signal: new AbortController().signal, emit: () => {}, breathe: async () => {} };
    const arrived = sent(loan.lend(input));
    for (const ask of [{ ask: 'answer' }, { ask: 'answers', count: 2, leadIn: 1 }] as const) {
      const { result, transfer } = await answers.unit({ ...ask, input: arrived }, context);
      expect(transfer).toEqual([bufferOf(arrived)]);
      expect(result).toMatchObject({ answer: { summary: 'Seen.', sentBytes: 12 }, lent: bufferOf(arrived) });
    }
  });
});
