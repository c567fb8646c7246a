import { farUsd, type Bill, type CostCase } from '../../../far/cost/bill';
import { exactly, type Range } from '../../../far/cost/figures';
import { listedPicturesUsd, listedTextUsd } from '../../../far/cost/price';
import type { CostFacts } from '../../../far/cost/resolve';
import type { ToldCost } from '../../../far/cost/told';
import type { Refusal } from '../../../far/server';
import { serverOf } from '../../../far/servers';
import { csvLine } from '../../../results/csv';
import type { FarSetting } from '../setting.svelte';
import { words } from './words';

/** A header line and one row a figure, then one an input. */
export function csvOf({ figures, inputs }: ToldCost): string {
  return [
    csvLine(['kind', 'id', 'title', 'unit', 'least', 'most', 'problem', 'quality', 'as of', 'source']),
    ...figures.map(({ id, title, unit, low, high, problem }) =>
      csvLine(['figure', id, title, unit, low, high, problem, undefined, undefined, undefined]),
    ),
    ...inputs.map(({ key, title, unit, value, own, quality, asOf, source }) =>
      csvLine([
        own ? 'input, own' : 'input',
        key,
        title,
        unit,
        value ?? undefined,
        value ?? undefined,
        undefined,
        quality,
        asOf ?? undefined,
        source,
      ]),
    ),
  ].join('');
}

interface PriceRow {
  readonly label: string;
  readonly tone: 'near' | 'far';
  readonly figure: Range | Refusal;
  readonly note?: string;
}

const DAYS_A_MONTH = 30;

/** This device, the rent by each price list that has the chip, and services that sell the like by the answer or token. */
export function pricesOf(given: CostCase, facts: CostFacts, bill: Bill, setting: FarSetting): readonly PriceRow[] {
  const chip = serverOf(setting.choice.server)?.chip;
  const rented = facts.chipHours
    .filter((row) => row.chip === chip)
    .map((row): PriceRow => {
      const { low, typical, high } = row.usdPerHour;
      const ends = [low ?? typical ?? high, high ?? typical ?? low].map((usd) => farUsd(given, usd));
      const [least = { problem: words.unknown }, most = least] = ends;
      const figure =
        typeof least === 'number' && typeof most === 'number' ? { low: least, high: most } : (least as Refusal);
      return { label: row.title, tone: 'far', figure, note: `${row.source}${row.asOf ? `, ${row.asOf}` : ''}` };
    });
  return [{ label: words.near, tone: 'near', figure: bill.usd.near }, ...rented, ...services(given, facts, setting)];
}

function services({ tokens, inputs }: CostCase, facts: CostFacts, setting: FarSetting): readonly PriceRow[] {
  if (tokens)
    return facts.tokenPrices
      .filter(({ quality }) => quality !== 'doubtful')
      .slice(0, 4)
      .map((row) => ({
        label: row.title,
        tone: 'far',
        figure: exactly(listedTextUsd(row, { input: 0, output: 1_000_000 })),
        note: `${row.source}${row.asOf ? `, ${row.asOf}` : ''}; a larger model`,
      }));
  const takesPicture = setting.chain.some((card) => card.inputs.some(({ picture }) => picture));
  const perMonth = Math.max(1001, Math.round((inputs.requestsPerDay ?? 0) * DAYS_A_MONTH));
  if (!takesPicture || !Number.isSafeInteger(perMonth)) return [];
  return facts.picturePrices.slice(0, 3).map((row) => {
    // Where its first tier is unknown, a picture costs what its last does.
    const usd = listedPicturesUsd(row, perMonth);
    const tier = row.tiers.findLast(({ fromPerMonth }) => fromPerMonth <= perMonth);
    return {
      label: row.title,
      tone: 'far',
      figure: exactly(typeof usd === 'number' ? (1000 * usd) / perMonth : (tier?.usdPerThousand ?? 0)),
      note: row.source,
    };
  });
}
