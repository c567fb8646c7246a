import { nextTask } from '../measure/nextTask';
import type { Cell, RunRecord, Steady, Visit } from '../record/record';

/** A series' visits in four typed arrays, which cross to and from a worker without being copied or read value by value. */
interface PackedVisits {
  readonly openings: Uint16Array<ArrayBuffer>;
  readonly visits: Uint32Array<ArrayBuffer>;
  /** Samples in each visit. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  readonly samplesMs: Float64Array<ArrayBuffer>;
}

/** A record whose samples are set apart: thousands of small objects would hold the page while a message is read. */
export interface PackedRecord {
  /** The record with no visits in its series. */
  readonly record: RunRecord;
  /** In the order of {@link seriesOf} over its cells. */
  readonly visits: readonly PackedVisits[];
}

/** A cell's series that have samples. */
const seriesOf = (cell: Cell): Steady[] =>
  [('steady' in cell && cell.steady) || undefined, cell.answers].filter((series) => series !== undefined);

function packVisits(visits: readonly Visit[]): PackedVisits {
  const lengths = Uint32Array.from(visits, ({ samplesMs }) => samplesMs.length);
  const samplesMs = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const visit of visits) {
    samplesMs.set(visit.samplesMs, at);
    at += visit.samplesMs.length;
  }
  return {
    openings: Uint16Array.from(visits, ({ opening }) => opening),
    visits: Uint32Array.from(visits, ({ visit }) => visit),
    lengths,
    samplesMs,
  };
}

/** @returns the packed record and what of it is to be transferred; the record itself is left as it was */
export function pack(record: RunRecord): { packed: PackedRecord; transfer: ArrayBuffer[] } {
  const visits = record.cells.flatMap(seriesOf).map((series) => packVisits(series.visits));
  const bare = <S extends Steady | undefined>(series: S) => series && { ...series, visits: [] };
  const cells = record.cells.map((cell) => ({
    ...cell,
    ...('steady' in cell && { steady: bare(cell.steady) }),
    ...(cell.answers && { answers: bare(cell.answers) }),
  })) as Cell[];
  return {
    packed: { record: { ...record, cells }, visits },
    transfer: visits.flatMap((one) => Object.values(one).map(({ buffer }: { buffer: ArrayBuffer }) => buffer)),
  };
}

/** No task of unpacking should be noticed beside the page's own. */
const LONGEST_MS = 12;
/** Visits, or thousands of samples, between two looks at the clock. */
const STEP = 200;

/** The record as it was, put together in many short tasks. */
export async function unpack({ record, visits }: PackedRecord): Promise<RunRecord> {
  let began = performance.now();
  let work = 0;
  for (const [index, series] of record.cells.flatMap(seriesOf).entries()) {
    const packed = visits[index];
    if (!packed) continue;
    let at = 0;
    for (const [nth, length] of packed.lengths.entries()) {
      series.visits.push({
        opening: packed.openings[nth] ?? 0,
        visit: packed.visits[nth] ?? 0,
        samplesMs: Array.from(packed.samplesMs.subarray(at, at + length)),
      });
      at += length;
      work += 1 + length / 1000;
      if (work < STEP) continue;
      work = 0;
      if (performance.now() - began < LONGEST_MS) continue;
      await nextTask();
      began = performance.now();
    }
  }
  return record;
}
