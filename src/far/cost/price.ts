import { isRefusal, known, type Figure } from './figures';
import type { Refusal } from '../server';
import type { Fact } from './factSchema';

export interface RentedServer {
  /** Of one worker: a chip with what it needs around it. */
  readonly usdPerHour: Figure;
  /** What it can do, answers or tokens a second, batches counted. */
  readonly capacityPerSecond: Figure;
  /** Share of the time that it is busy, above 0 to 1: what is idle is paid for all the same. */
  readonly load: Figure;
}

/**
 * Price of so many answers or tokens of a server that is rented by the hour, US dollars.
 * @param count 1,000 answers, or 1,000,000 tokens
 */
export function rentedUsd(server: RentedServer, count: number): number | Refusal {
  const what = 'The price';
  const figures = known(
    what,
    { usdPerHour: server.usdPerHour, capacityPerSecond: server.capacityPerSecond, load: server.load },
    { usdPerHour: 'the server’s price an hour', capacityPerSecond: 'its capacity', load: 'its load' },
  );
  if (isRefusal(figures)) return figures;
  const { usdPerHour, capacityPerSecond, load } = figures;
  if (load > 1) return { problem: `${what} can’t be told: a load is at most 100 %.` };
  if (load * capacityPerSecond === 0) return { problem: `${what} can’t be told: nothing comes to share it.` };
  return (count * usdPerHour) / (3600 * capacityPerSecond * load);
}

export const usdPerThousandAnswers = (server: RentedServer) => rentedUsd(server, 1000);
export const usdPerMillionTokens = (server: RentedServer) => rentedUsd(server, 1_000_000);

/** Price of a text by a price list, US dollars. */
export function listedTextUsd(
  row: Pick<Fact<'tokenPrices'>, 'inputUsdPerMillion' | 'outputUsdPerMillion'>,
  tokens: { readonly input: number; readonly output: number },
): number {
  return (tokens.input * row.inputUsdPerMillion + tokens.output * row.outputUsdPerMillion) / 1_000_000;
}

/**
 * Price of a month's pictures by a price list in tiers, US dollars; each tier's price is for the pictures in it.
 * @param perMonth pictures, whole
 */
export function listedPicturesUsd(
  { title, tiers }: Pick<Fact<'picturePrices'>, 'title' | 'tiers'>,
  perMonth: number,
): number | Refusal {
  if (!Number.isSafeInteger(perMonth) || perMonth < 0)
    return { problem: `The price can’t be told: pictures are whole, from 0, not ${perMonth}.` };
  const first = tiers[0]?.fromPerMonth ?? 1;
  if (perMonth > 0 && first > 1)
    return { problem: `The price can’t be told: what ${title} costs below ${first} pictures a month is unknown.` };
  return tiers.reduce((usd, { fromPerMonth, usdPerThousand }, index) => {
    const end = Math.min(perMonth, (tiers[index + 1]?.fromPerMonth ?? Infinity) - 1);
    return usd + (Math.max(0, end - fromPerMonth + 1) * usdPerThousand) / 1000;
  }, 0);
}

/** The price of an hour of a chip that stands best for it, in the middle of a range where there is one; undefined where none is known. */
export function hourOfChip(rows: readonly Fact<'chipHours'>[], chip: string): Fact<'chipHours'> | undefined {
  const worth = ({ quality }: Fact<'chipHours'>) => trust.indexOf(quality);
  return rows
    .filter((row) => row.chip === chip && worth(row) >= 0)
    .sort((a, b) => worth(a) - worth(b) || newer(a, b))[0];
}

/** A doubtful figure is no default. */
const trust: readonly Fact<'chipHours'>['quality'][] = ['primary', 'secondary', 'derived', 'assumption', 'unverified'];
const newer = (a: Fact<'chipHours'>, b: Fact<'chipHours'>) => (b.asOf ?? '').localeCompare(a.asOf ?? '');

/** One figure for a row that has a typical one, or two ends, or one: the geometric middle of two. */
export function typicalUsd({ usdPerHour: { low, typical, high } }: Pick<Fact<'chipHours'>, 'usdPerHour'>): Figure {
  if (typical !== null) return typical;
  return low !== null && high !== null ? Math.sqrt(low * high) : (low ?? high);
}
