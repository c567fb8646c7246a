import { everywhere, forPeople, steadyOf, type ColumnFile, type Context } from '../column';
import { byMinuteText, inferencesPerSecond } from '../reported';
import { scenarioRules } from '../../measure/scenario';
import type { Cell } from '../../record/record';

const reports = ({ scenario }: Context) => scenarioRules[scenario].reports;
const timed = (cell: Cell) => (cell.status === 'wrong' ? undefined : steadyOf(cell));

/** What some scenarios report beside the latency. */
export default {
  section: 'speed',
  columns: [
    {
      id: 'throughput_per_s',
      title: 'Throughput',
      unit: '1/s',
      better: 'higher',
      in: everywhere,
      read(cell, context) {
        const steady = steadyOf(cell);
        return reports(context) === 'throughput' && steady ? inferencesPerSecond(steady) : undefined;
      },
      text(cell, context) {
        const steady = timed(cell);
        if (reports(context) !== 'throughput' || !steady) return '';
        return `${Number(inferencesPerSecond(steady).toPrecision(3))} inferences a second`;
      },
    },
    {
      id: 'median_by_minute_ms',
      title: 'Median by minute',
      in: forPeople,
      read(cell, context) {
        const steady = timed(cell);
        return reports(context) === 'latency-by-minute' && steady ? byMinuteText(steady) : '';
      },
    },
  ],
} satisfies ColumnFile;
