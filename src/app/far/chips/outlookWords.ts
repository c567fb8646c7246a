import { significant } from '../../../domain/number';
import type { OutlookRow } from '../../../far/outlook';

const inPicojoules = (pJ: number): string => {
  if (pJ >= 999.5) return `${significant(pJ / 1e3, 2)} nJ`;
  if (pJ >= 0.0995) return `${significant(pJ, 2)} pJ`;
  if (pJ >= 0.0995e-3) return `${significant(pJ * 1e3, 2)} fJ`;
  return pJ >= 0.995e-6 ? `${significant(pJ * 1e6, 2)} aJ` : `${significant(pJ * 1e9, 2)} zJ`;
};

export const energySpan = ([low, high]: OutlookRow['pJ']): string =>
  low === high ? inPicojoules(low) : `${inPicojoules(low)} to ${inPicojoules(high)}`;

export const outlookWords = {
  eyebrow: 'Outlook, not simulated here',
  title: 'Multiplying by light',
  finding: (conversionPJ: number, electronicPJ: number, size: number) =>
    `Light multiplies for next to nothing; turning numbers into light and back does not: ${significant(conversionPJ, 2)} pJ for one number in and one out at 8 bits, where electronics of 45 nm multiply and add for ${significant(electronicPJ, 2)} pJ. Only because each converted number is used many times can it win: from matrices of about ${size} × ${size} on, before lasers, modulators and memory are counted.`,
  how: 'A mesh of interferometers or rings on a silicon chip weighs beams of light and adds them on detectors: a matrix product in one pass, at the speed of modulators and detectors. Weights and results still come from electronic memory, whose reads cost what they cost anywhere. No chip of it stands in the catalogue: nothing that can be bought was measured on networks as the others were.',
  figures: 'The figures and their sources',
  columns: ['What', 'Energy', 'For', 'Standing', 'Source'],
  standing: {
    measured: 'measured',
    derived: 'worked out here from published figures',
    projected: 'projected by its authors',
  } satisfies Record<OutlookRow['standing'], string>,
  floor: 'Conversion for each multiply–accumulate, by size of the matrix',
  floorColumns: ['Matrix', 'Conversion, each multiply–accumulate', 'Against electronics, 45 nm, 8 bits'],
  asOf: (date: string) =>
    `Sources as read on ${date}. Electronics of today are several times better than those of 45 nm.`,
} as const;
