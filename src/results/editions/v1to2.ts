import { RECORD_SCHEMA, type Cell, type Environment, type RunRecord, type Steady } from '../../record/record';
import type { CellV1, RunRecordV1, SteadyV1 } from './v1';

/**
 * The first edition as the second says it. What the first could not know is left out and not made up: its samples are of one
 * opening each, so its interval (a bootstrap within that opening) says nothing of the next opening and is dropped; its battery
 * was read once; a level outside 0 to 1 was never a level. `work.weightBytes` counted a model's other files too and stays as it is.
 */
export function upgradeV1({ schema: _, environment, cells, ...record }: RunRecordV1): RunRecord {
  return {
    ...record,
    schema: RECORD_SCHEMA,
    environment: upgradeEnvironment(environment),
    cells: cells.map(upgradeCell),
  };
}

function upgradeEnvironment({ power, ...environment }: RunRecordV1['environment']): Environment {
  const known = power && power.level >= 0 && power.level <= 1;
  return known ? { ...environment, power: { start: power } } : environment;
}

function upgradeCell(cell: CellV1): Cell {
  const workload = 'inference';
  if (cell.status === 'completed') return { ...cell, workload, steady: upgradeSteady(cell.steady) };
  if (cell.status === 'unsupported') return { ...cell, workload };
  const { steady, ...rest } = cell;
  return { ...rest, workload, ...(steady && { steady: upgradeSteady(steady) }) };
}

function upgradeSteady({ ci95Ms: _, samplesMs, flags, ...steady }: SteadyV1): Steady {
  return { ...steady, openings: 1, visits: [{ opening: 0, visit: 0, samplesMs }], flags: [...new Set(flags)] };
}
