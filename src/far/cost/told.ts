import type { Refusal } from '../server';
import type { Bill } from './bill';
import { exactly, isRefusal, type Range } from './figures';
import type { ResolvedInput } from './resolve';
import { crossingsOf, waysOf, yearAt, yearsOver, type Crossing, type Way } from './years';
import { billOf, type CostCase } from './bill';

/** One figure that is told: its ends in its unit, or why it can't be. */
export interface ToldFigure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  readonly problem?: string;
}

/** Everything that comes of a case: what a page shows, a command prints and a file holds. */
export interface ToldCost {
  readonly schema: 'nearside.cost/1';
  readonly figures: readonly ToldFigure[];
  readonly crossings: readonly Crossing[];
  readonly inputs: readonly {
    readonly key: string;
    readonly title: string;
    readonly unit: string;
    readonly value: number | null;
    readonly own: boolean;
    readonly quality: string;
    readonly source: string;
    readonly asOf: string | null;
    readonly note?: string;
  }[];
}

const ways: Readonly<Record<Way, string>> = {
  buy: 'servers bought',
  rent: 'servers rented, scaled by the hour to always on',
  near: 'on the device',
};

export function toldOf(given: CostCase, inputs: readonly ResolvedInput[]): ToldCost {
  const bill = billOf(given);
  const perDay = given.inputs.requestsPerDay;
  return {
    schema: 'nearside.cost/1',
    figures: [...billFigures(bill), ...(perDay === null ? [] : yearFigures(given, perDay))],
    crossings: crossingsOf(given, yearsOver(given)),
    inputs: inputs.map(({ row, value, isOwn, quality, source, asOf, note }) => ({
      key: row.key,
      title: row.title,
      unit: row.unit,
      value,
      own: isOwn,
      quality,
      source,
      asOf,
      ...(note !== undefined && { note }),
    })),
  };
}

function told(id: string, title: string, unit: string, figure: Range | number | Refusal): ToldFigure {
  if (typeof figure === 'number') return { id, title, unit, ...exactly(figure) };
  if (isRefusal(figure)) return { id, title, unit, problem: figure.problem };
  return { id, title, unit, low: figure.low, high: figure.high };
}

function billFigures({ usd, unit, joules, grams, life }: Bill): readonly ToldFigure[] {
  const { far } = joules;
  const part = (read: (energy: Exclude<typeof far, Refusal>) => Range | number) => (isRefusal(far) ? far : read(far));
  const even = (side: Bill['life']['near']) => (isRefusal(side) ? side : side.evenAfterAnswers);
  return [
    told('usd-near', `Price here for a ${unit}`, '$', usd.near),
    told('usd-far', `Price in the cloud for a ${unit}`, '$', usd.far),
    told('joules-near', 'Energy of an answer here', 'J', joules.near),
    told(
      'joules-server',
      'Energy of an answer in the cloud: the server',
      'J',
      part(({ chip, host, overhead }) => chip + host + overhead),
    ),
    told(
      'joules-network',
      'Energy of an answer in the cloud: the network',
      'J',
      part(({ network }) => network),
    ),
    told(
      'joules-far',
      'Energy of an answer in the cloud',
      'J',
      part(({ total }) => total),
    ),
    told('grams-near', 'Carbon of an answer here', 'g CO₂e', grams.near.total),
    told('grams-near-made', 'of it, making the device', 'g CO₂e', grams.near.made),
    told('grams-far', 'Carbon of an answer in the cloud', 'g CO₂e', grams.far.total),
    told('grams-far-made', 'of it, making the server', 'g CO₂e', grams.far.made),
    told('even-near', 'Answers here that take what the training took', 'answers', even(life.near)),
    told('even-far', 'Answers in the cloud that take what the training took', 'answers', even(life.far)),
  ];
}

function yearFigures(given: CostCase, perDay: number): readonly ToldFigure[] {
  const year = yearAt(given, perDay);
  const costs = waysOf(year);
  const servers = isRefusal(year.far) ? year.far : year.far.demand.servers;
  return [
    told('servers', 'Servers that keep the queue short', 'servers', servers),
    ...(['buy', 'rent', 'near'] as const).map((way) => told(`year-${way}`, `A year, ${ways[way]}`, '$', costs[way])),
  ];
}
