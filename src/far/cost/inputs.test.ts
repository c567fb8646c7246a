import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFacts } from './facts';
import { inputRows, type CostInputs } from './inputRows';
import { defaultInputs, inputsProblem, readInputs, untouched, writeInputs } from './inputs';

describe('the inputs of cost', () => {
  it('each have a source, a code of their own, and a default within their limits', () => {
    expect(new Set(inputRows.map(({ code }) => code)).size).toBe(inputRows.length);
    expect(new Set(inputRows.map(({ key }) => key)).size).toBe(inputRows.length);
    expect(inputsProblem(defaultInputs)).toBeUndefined();
    for (const { code, source, value, quality } of inputRows) {
      expect(code).toMatch(/^[a-z]+$/);
      expect(source.length).toBeGreaterThan(8);
      expect(quality === 'unknown').toBe(value === null);
    }
  });

  it('stand at the rows that they name', async () => {
    const [{ rows: grids }, { rows: pues }, { rows: networks }] = await Promise.all([
      loadFacts('grids'),
      loadFacts('pue'),
      loadFacts('networkEnergy'),
    ]);
    const network = networks.find(({ id }) => id === 'fixed-to-mobile-2020');
    expect(defaultInputs).toMatchObject({
      gridGPerKwh: grids.find(({ id }) => id === 'world-iea-2024')?.value,
      nearGridGPerKwh: grids.find(({ id }) => id === 'world-iea-2024')?.value,
      pue: pues.find(({ id }) => id === 'industry-2024')?.value,
      networkKwhPerGBLow: network?.kwhPerGB.low,
      networkKwhPerGBHigh: network?.kwhPerGB.high,
    });
  });

  it('stand in a link by what differs', () => {
    expect(writeInputs(untouched)).toBe('');
    expect(writeInputs({ ...untouched, gridGPerKwh: 50, pue: null, serverUsd: 4000.5 })).toBe(
      'pue-unknown_grid-50_buy-4000.5',
    );
    const link = new URLSearchParams({ cost: 'pue-unknown_grid-50_buy-4000.5' }).toString();
    expect(link).toBe('cost=pue-unknown_grid-50_buy-4000.5');
  });

  it('tell what is said to be unknown from what nobody said', () => {
    expect(writeInputs({ ...untouched, idleShare: null, chipWatts: null })).toBe('chip-unknown_idle-unknown');
    const { inputs, problems } = readInputs('idle-unknown');
    expect(problems).toEqual([]);
    expect(inputs.idleShare).toBeNull();
    expect(inputs.chipWatts).toBeUndefined();
  });

  it('read back what was written', () => {
    const anyInputs = fc
      .tuple(
        ...inputRows.map(({ least, most }) =>
          fc.option(fc.double({ min: least, max: Math.min(most, 1e6), noNaN: true }), { nil: null }),
        ),
      )
      .map((values) => Object.fromEntries(inputRows.map(({ key }, index) => [key, values[index]])) as CostInputs)
      .filter((inputs) => inputsProblem(inputs) === undefined);
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const read = readInputs(writeInputs(inputs));
        expect(read.problems).toEqual([]);
        for (const { key } of inputRows) {
          const [wanted, got] = [inputs[key], read.inputs[key]];
          if (wanted === null) expect(got).toBeNull();
          else expect(Math.abs((got as number) - wanted)).toBeLessThanOrEqual(1e-9 + 1e-9 * wanted);
        }
      }),
    );
  });

  it.each([
    ['grid--5', /no number/],
    ['grid-1e3', /no number/],
    ['grid-NaN', /no number/],
    ['grid-9999', /from 0 to 2000/],
    ['pue-0', /from 1 to 5/],
    ['life-0', /from 0.5 to 30/],
    ['grid', /no number/],
    ['grid-5_grid-6', /twice/],
    ['netlow-5', /least above its most/],
    ['nearlow-100', /least above its most/],
    ['__proto__-5', /There is no figure/],
    ['constructor-5', /There is no figure/],
    ['<script>-5', /There is no figure/],
    ['grid-5'.repeat(200), /1000 characters/],
  ])('refuse %s in a sentence and stand at their defaults', (text, problem) => {
    const { inputs, problems } = readInputs(text);
    expect(problems.join(' ')).toMatch(problem);
    expect(inputsProblem(inputs)).toBeUndefined();
  });

  it('never throw and never leave their limits, whatever stands in a link', () => {
    const codes = fc.constantFrom(...inputRows.map(({ code }) => code), 'x', '');
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.tuple(codes, fc.oneof(fc.string(), fc.nat().map(String))))
        .map((all) => all.map((each) => each.join('-')).join('_')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(inputsProblem(readInputs(text).inputs)).toBeUndefined();
      }),
    );
  });
});
