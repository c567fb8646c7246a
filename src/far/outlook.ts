/**
 * What a multiplication by light costs where its numbers come from electronics and go back there: figures for an outlook, none of which
 * any estimate uses. Energies in picojoules.
 */
export interface OutlookRow {
  readonly id: string;
  readonly what: string;
  /** pJ: one figure, or a low and a high one. */
  readonly pJ: readonly [low: number, high: number];
  /** Of what: "an 8-bit conversion". */
  readonly per: string;
  readonly kind: 'light' | 'conversion' | 'electronics' | 'transfer' | 'whole';
  /** `measured` on silicon, `derived` here from published figures, `projected` by its authors. */
  readonly standing: 'measured' | 'derived' | 'projected';
  readonly source: string;
  readonly url: string;
}

/** When the sources were read. */
export const OUTLOOK_AS_OF = '2026-11-28';

export const outlook: readonly OutlookRow[] = [
  {
    id: 'light',
    what: 'The multiplication itself, in light',
    pJ: [5e-8, 1e-6],
    per: 'a multiply–accumulate',
    kind: 'light',
    standing: 'projected',
    source:
      'Hamerly et al., Large-Scale Optical Neural Networks Based on Photoelectric Multiplication, Phys. Rev. X 9, 021032 (2019): a quantum limit as low as 50 zJ, below an attojoule with light enough',
    url: 'https://arxiv.org/abs/1812.07614',
  },
  {
    id: 'dac',
    what: 'A number into a voltage (DAC, 8 bits)',
    pJ: [3.6, 4],
    per: 'a conversion',
    kind: 'conversion',
    standing: 'derived',
    source:
      '50 mW at 14 GS/s and 20 mW at 5 GS/s, as taken for the crossbar of Zhu et al., Lightening-Transformer, HPCA 2024',
    url: 'https://arxiv.org/abs/2305.19533',
  },
  {
    id: 'adc',
    what: 'A voltage into a number (ADC, 8 bits)',
    pJ: [1.5, 1.5],
    per: 'a conversion',
    kind: 'conversion',
    standing: 'derived',
    source:
      '14.8 mW at 10 GS/s (A 10 GS/s 8b 25 fJ/c-s two-step time-domain ADC in 14 nm, ISSCC 2022) and 7.5 mW at 5 GS/s',
    url: 'https://ieeexplore.ieee.org/document/9731625',
  },
  {
    id: 'mac',
    what: 'The same in electronics: multiply and add, 8 bits, 45 nm',
    pJ: [0.23, 0.23],
    per: 'a multiply–accumulate',
    kind: 'electronics',
    standing: 'derived',
    source: 'Horowitz, Computing’s Energy Problem, ISSCC 2014: 0.2 pJ and 0.03 pJ',
    url: 'https://doi.org/10.1109/ISSCC.2014.6757323',
  },
  {
    id: 'sram',
    what: '32 bits out of a small on-chip memory (8 kB, 45 nm)',
    pJ: [5, 5],
    per: '32 bits, 0.16 a bit',
    kind: 'transfer',
    standing: 'derived',
    source: 'Horowitz, ISSCC 2014: half of a 64-bit read',
    url: 'https://doi.org/10.1109/ISSCC.2014.6757323',
  },
  {
    id: 'dram',
    what: '32 bits out of DRAM (45 nm)',
    pJ: [650, 1300],
    per: '32 bits, 20 to 41 a bit',
    kind: 'transfer',
    standing: 'derived',
    source: 'Horowitz, ISSCC 2014: half of the 1.3 to 2.6 nJ of a 64-bit access',
    url: 'https://doi.org/10.1109/ISSCC.2014.6757323',
  },
  {
    id: 'lightmatter',
    what: 'A whole photonic processor that ran ResNet and BERT',
    pJ: [1.2, 1.2],
    per: 'an operation, two of them a multiply–accumulate',
    kind: 'whole',
    standing: 'derived',
    source:
      'Lightmatter, Universal photonic artificial intelligence acceleration, Nature 640 (2025): 65.5 TOPS in ABFP16 with 78 W of electricity and 1.6 W of light',
    url: 'https://lightmatter.co/blog/a-new-kind-of-computer',
  },
];

/** What others conclude of it, each with what it rests on. */
export const outlookVoices: readonly { readonly says: string; readonly source: string; readonly url: string }[] = [
  {
    says: 'With data transfer held equal, energy is dominated by that transfer, and switching to optical from electrical programmable computing does not reduce it.',
    source: 'Optics Express 29(9), 13153 (2021)',
    url: 'https://www.osapublishing.org/oe/fulltext.cfm?uri=oe-29-9-13153&id=450153',
  },
  {
    says: 'Counted as a whole system, 5.73 times the answers a second and watt of a systolic array: large, and less than was expected.',
    source: 'Demirkiran et al., An Electro-Photonic System for Accelerating Deep Neural Networks (2021), a simulation',
    url: 'https://arxiv.org/abs/2109.01126',
  },
  {
    says: 'Over a hundred times less energy may be had, for vectors of 500 and more at 4 bits.',
    source:
      'Nahmias et al., Photonic Multiply-Accumulate Operations for Neural Networks, IEEE JSTQE 26(1), 2020, a projection',
    url: 'https://doi.org/10.1109/JSTQE.2019.2941485',
  },
];

/**
 * Energy of one multiply–accumulate of an n × n product by light: each number that goes in is converted once and used n times, each that
 * comes out is converted once for n products. Lasers, modulators and memories are left out: it is a floor.
 * @param size n, at least 1
 * @returns pJ
 */
export function conversionFloor(size: number, dacPJ: number, adcPJ: number): number {
  return (dacPJ + adcPJ) / size;
}
