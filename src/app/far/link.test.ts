import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trafficOf } from '../../far/queue/figures';
import { readParams } from '../../results/params';
import { known } from '../known';
import { defaultChoice, queryFor, readChoice, type Choice } from './link';

const read = (query: string) => readChoice(query, readParams(new URLSearchParams(query), known).params);
const trafficFrom = (figures: Parameters<typeof trafficOf>[0]) => {
  const traffic = trafficOf(figures);
  if (traffic && 'problem' in traffic) throw new Error(traffic.problem);
  return traffic;
};

describe('what the far side’s pages are about, in their addresses', () => {
  it('needs no address where all is as usual', () => {
    expect(queryFor(defaultChoice).toString()).toBe('');
    expect(read('')).toEqual({ choice: defaultChoice, problems: [] });
  });

  it.each<Partial<Choice>>([
    { model: 'blazeface', profile: 'nearside-5g@12.5', server: 'h100-60', seed: 7 },
    { send: 'tensor' },
    { send: 250_000, model: 'blazeface' },
    { transport: 'quic-0rtt', afterIdle: 'window-kept', nearMs: 0.25 },
    { profile: 'custom:40:9000:1500:jitter-5', traffic: trafficFrom({ rate: 40, workers: 2, batch: 8 }) },
    { traffic: trafficFrom({ rate: 0.02, 'keep-alive-s': 600, 'cold-start-ms': 4000 }) },
  ])('reads back %j', (change) => {
    const choice = { ...defaultChoice, ...change };
    expect(read(queryFor(choice).toString())).toEqual({ choice, problems: [] });
  });

  it.each([
    ['transport=tpc', /did you mean 'tcp'/],
    ['send=0', /'send' is sample, tensor, or whole bytes from 1/],
    ['send=1e6', /'send' is/],
    ['send=', /'send' is/],
    ['send=2000000000', /to 1,000,000,000/],
    ['near-ms=0', /from 0.01 to/],
    ['near-ms=fast', /'fast' is not/],
    ['rate=-1', /'rate' is a number/],
    ['workers=1.5&rate=1', /'workers' is a whole number/],
    ['workers=2', /need 'rate'/],
  ])('%s is refused in a sentence, and the rest holds', (query, sentence) => {
    const { problems } = read(`${query}&seed=3`);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect(read(`${query}&seed=3`).choice.seed).toBe(3);
  });

  it('takes a model whose artefact is named: a server stores its weights in its own way', () => {
    expect(read('models=movenet-lightning:fp16').choice.model).toBe('movenet-lightning');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('rate', 'batch', 'near-ms', 'transport', 'send', 'seed'), fc.string()),
        (pairs) => {
          const { choice } = read(new URLSearchParams(pairs).toString());
          return choice.nearMs === undefined || choice.nearMs > 0;
        },
      ),
    );
  });
});
