import { describe, expect, it } from 'vitest';
import { conversionFloor, outlook, outlookVoices } from './outlook';

describe('the outlook', () => {
  it('has a source for each figure, and a low that is not above its high', () => {
    for (const { pJ, url, source } of outlook) {
      expect(pJ[0]).toBeGreaterThan(0);
      expect(pJ[1]).toBeGreaterThanOrEqual(pJ[0]);
      expect(source.length).toBeGreaterThan(20);
      expect(new URL(url).protocol).toBe('https:');
    }
    for (const { url } of outlookVoices) expect(new URL(url).protocol).toBe('https:');
  });

  it('holds what follows from the powers and rates that its sources give', () => {
    const of = (id: string) => outlook.find((row) => row.id === id)!.pJ;
    const pJ = (milliwatts: number, perSecond: number) => (milliwatts * 1e9) / perSecond;
    expect(of('dac')[0]).toBeCloseTo(pJ(50, 14e9), 1);
    expect(of('dac')[1]).toBeCloseTo(pJ(20, 5e9), 1);
    expect(of('adc')[0]).toBeCloseTo(pJ(14.8, 10e9), 1);
    // 78 W and 1.6 W of light for 65.5 TOPS.
    expect(of('lightmatter')[0]).toBeCloseTo(79.6 / 65.5, 1);
  });

  // A product of n × n with n vectors: 2 n² numbers in, n² out, n³ products; the weights stay in the mesh.
  it('shares each conversion among the products that it serves', () => {
    const [n, dac, adc] = [64, 3.6, 1.5];
    expect(conversionFloor(n, dac, adc)).toBeCloseTo((n * n * dac + n * n * adc) / n ** 3, 12);
  });
});
