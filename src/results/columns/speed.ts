import { everywhere, forPeople, intervalText, steadyColumn, steadyOf, timeColumn, type ColumnFile } from '../column';

/** One inference with its readback: the workload's primary series. */
export default {
  section: 'speed',
  columns: [
    steadyColumn({ id: 'n', title: 'n', in: everywhere }, ({ n }) => n),
    steadyColumn({ id: 'openings', title: 'Openings', in: everywhere }, ({ openings }) => openings),
    timeColumn('median_ms', 'Median', ({ medianMs }) => medianMs, everywhere),
    timeColumn('ci95_low_ms', '95 % interval from', ({ ci95Ms }) => ci95Ms?.[0], ['csv']),
    timeColumn('ci95_high_ms', '95 % interval to', ({ ci95Ms }) => ci95Ms?.[1], ['csv']),
    {
      id: 'ci95_ms',
      title: '95 % interval',
      in: forPeople,
      read: (cell) => intervalText(cell, steadyOf(cell)?.ci95Ms),
    },
    timeColumn('p90_ms', 'p90', ({ p90Ms }) => p90Ms, ['csv', 'page', 'report']),
    timeColumn('p99_ms', 'p99', ({ p99Ms }) => p99Ms, ['csv']),
    timeColumn('mad_ms', 'Median absolute deviation', ({ madMs }) => madMs, ['csv']),
    timeColumn('min_ms', 'Shortest', ({ minMs }) => minMs, ['csv']),
    steadyColumn({ id: 'batch', title: 'Batch', in: ['csv'] }, ({ batch }) => batch),
    steadyColumn({ id: 'flags', title: 'Flags', in: ['csv', 'report', 'terminal'] }, ({ flags }) => flags.join(' ')),
  ],
} satisfies ColumnFile;
