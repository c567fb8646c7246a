import type { Chip } from '../chips/schema';
import type { Fact, FactKind } from './factSchema';
import { loadFacts } from './facts';
import type { Figure } from './figures';
import { inputRows, type CostInputs, type InputKey, type InputRow, type OwnInputs } from './inputRows';
import { hourOfChip, typicalUsd } from './price';

/** A figure for an input with what it stands on. */
export interface Sourced {
  /** Whose or what figure it is; absent for a row's own default. */
  readonly title?: string;
  readonly value: Figure;
  readonly source: string;
  readonly asOf: string | null;
  readonly quality: InputRow['quality'];
  readonly note?: string;
}

export interface ResolvedInput extends Sourced {
  readonly row: InputRow & { readonly key: InputKey };
  /** Whether the visitor set it, by hand or from the list. */
  readonly isOwn: boolean;
  /** Whether it is nobody's but the visitor's. */
  readonly isUnsourced: boolean;
  /** What else it could be. */
  readonly choices: readonly (Sourced & { readonly title: string })[];
}

/** What every figure of cost can rest on, fetched when asked for. */
export interface CostFacts {
  readonly chipHours: readonly Fact<'chipHours'>[];
  readonly hardware: readonly Fact<'hardware'>[];
  readonly values: readonly Fact<'values'>[];
  readonly grids: readonly Fact<'grids'>[];
  readonly pue: readonly Fact<'pue'>[];
  readonly networkEnergy: readonly Fact<'networkEnergy'>[];
  readonly trainingEnergy: readonly Fact<'trainingEnergy'>[];
  readonly tokenPrices: readonly Fact<'tokenPrices'>[];
  readonly picturePrices: readonly Fact<'picturePrices'>[];
  readonly publishedEnergy: readonly Fact<'publishedEnergy'>[];
}

/** @throws Problem where they can't be fetched */
export async function loadCostFacts(): Promise<CostFacts> {
  const rowsOf = async <Kind extends FactKind>(kind: Kind) =>
    (await loadFacts(kind)).rows as unknown as readonly Fact<Kind>[];
  const [chipHours, hardware, values, grids, pue, networkEnergy] = await Promise.all([
    rowsOf('chipHours'),
    rowsOf('hardware'),
    rowsOf('values'),
    rowsOf('grids'),
    rowsOf('pue'),
    rowsOf('networkEnergy'),
  ]);
  const [trainingEnergy, tokenPrices, picturePrices, publishedEnergy] = await Promise.all([
    rowsOf('trainingEnergy'),
    rowsOf('tokenPrices'),
    rowsOf('picturePrices'),
    rowsOf('publishedEnergy'),
  ]);
  return {
    chipHours,
    hardware,
    values,
    grids,
    pue,
    networkEnergy,
    trainingEnergy,
    tokenPrices,
    picturePrices,
    publishedEnergy,
  };
}

/** The server's chip and its name in the catalogue. */
export interface NamedChip {
  readonly id: string;
  readonly chip: Chip;
}

type Choice = ResolvedInput['choices'][number];

/**
 * Each input as it counts: the visitor's own figure, else its row's default, else what the chip or a price list says. A figure that
 * equals a sourced one carries that source, whoever set it; one that is said to be unknown stays so, whatever the chip's row has.
 */
export function resolveInputs(own: OwnInputs, chip: NamedChip, facts: CostFacts): readonly ResolvedInput[] {
  return inputRows.map((row) => resolved(row, own[row.key], chip, facts));
}

export const valuesOf = (inputs: readonly ResolvedInput[]): CostInputs =>
  Object.fromEntries(inputs.map(({ row, value }) => [row.key, value])) as CostInputs;

function resolved(
  row: ResolvedInput['row'],
  own: Figure | undefined,
  chip: NamedChip,
  facts: CostFacts,
): ResolvedInput {
  const choices = choicesFor(row.key, chip, facts);
  const usual = row.value === null ? usualOf(row, choices, chip, facts) : fromRow(row, choices);
  // Said to be unknown where it is in any case: as if nobody had said it.
  const isUsual = own === undefined || (own === row.value && own === usual.value);
  if (isUsual) return { row, choices, isOwn: false, isUnsourced: false, ...usual };
  const known = own === null ? undefined : choices.find(({ value }) => value === own);
  if (known) return { row, choices, isOwn: true, isUnsourced: false, ...known };
  return {
    row,
    choices,
    isOwn: true,
    isUnsourced: true,
    value: own,
    source: own === null ? 'You left it unknown' : 'Your own figure',
    asOf: null,
    quality: own === null ? 'unknown' : 'assumption',
  };
}

function fromRow({ value, source, asOf, quality }: InputRow, choices: readonly Choice[]): Sourced {
  const titled = choices.find((choice) => choice.value === value && choice.asOf === asOf);
  return { value, source, asOf, quality, ...(titled && { title: titled.title, note: titled.note }) };
}

/** Of an input whose row leaves it open: what stands best for this chip, else unknown. */
function usualOf(row: InputRow, choices: readonly Choice[], { id }: NamedChip, facts: CostFacts): Sourced {
  if (row.key === 'usdPerHour') {
    const hour = hourOfChip(facts.chipHours, id);
    if (hour) return { ...hour, value: typicalUsd(hour) };
  }
  const isAutomatic = row.key !== 'trainingKwh' && row.key !== 'batteryWh';
  const [first] = choices;
  return isAutomatic && first ? first : { value: null, source: row.source, asOf: row.asOf, quality: row.quality };
}

function choicesFor(key: InputKey, named: NamedChip, facts: CostFacts): readonly Choice[] {
  const listed = facts.values.filter(({ of }) => of.includes(key));
  switch (key) {
    case 'gridGPerKwh':
    case 'nearGridGPerKwh':
      return facts.grids;
    case 'pue':
      return facts.pue;
    case 'networkKwhPerGBLow':
      return facts.networkEnergy.map((row) => ({ ...row, value: row.kwhPerGB.low }));
    case 'networkKwhPerGBHigh':
      return facts.networkEnergy.map((row) => ({ ...row, value: row.kwhPerGB.high }));
    case 'trainingKwh':
      return facts.trainingEnergy;
    case 'usdPerHour':
      return facts.chipHours.filter(({ chip }) => chip === named.id).map((row) => ({ ...row, value: typicalUsd(row) }));
    case 'serverUsd':
      return facts.hardware.filter(({ chip }) => chip === named.id).map((row) => ({ ...row, value: row.usd }));
    case 'chipWatts':
      return ofChip(named.chip, named.chip.busy_w ?? named.chip.power_w, named.chip.busy_w ? 'busy_w' : 'power_w');
    case 'idleShare': {
      const { idle_w: idle, busy_w: busy } = named.chip;
      return [...(idle && busy ? ofChip(named.chip, Number((idle / busy).toFixed(3)), 'idle_w') : []), ...listed];
    }
    default:
      return listed;
  }
}

/** A figure of the chip's own row, with its source. */
function ofChip(chip: Chip, value: Figure | undefined, field: string): readonly Choice[] {
  if (value === null || value === undefined) return [];
  const source = chip.src[field] ?? '';
  const cited = chip.sources[source.split(' ')[0] ?? ''];
  return [
    {
      title: `${chip.vendor} ${chip.name}`,
      value,
      source: cited ? `${cited.title}${/\(.*\)/.exec(source)?.[0].replace('(', ' (') ?? ''}` : source,
      asOf: chip.asOf,
      quality: cited?.quality ?? (source.startsWith('derived') ? 'derived' : 'unverified'),
    },
  ];
}
