import type { Cell } from '../record/record';
import { metricTitle } from '../workloads/registry';
import { everywhere, type Column } from './column';

/** `tokens_per_second`, as a column's id is written. */
const snake = (id: string) => id.replace(/[^a-z0-9]+/gi, '_').toLowerCase();

/**
 * A column for each metric that the cells' workloads measured beside their series, in the order in which they come up. The
 * record says what each is: its name, unit and which way is better.
 */
export function metricColumns(cells: readonly Cell[]): Column[] {
  const metrics = new Map(cells.flatMap((cell) => Object.entries(cell.metrics ?? {})));
  const workloadOf = (id: string) => cells.find((cell) => cell.metrics && id in cell.metrics)?.workload ?? '';
  return [...metrics].map(([id, { unit, better }]) => ({
    id: `metric_${snake(id)}`,
    title: [metricTitle(workloadOf(id), id), unit].filter((part) => part !== '').join(', '),
    better,
    // Of single places of a text there are many.
    in: id.includes('@') ? (['csv'] as const) : everywhere,
    read: ({ metrics: own }) => own?.[id]?.value,
    text: ({ status, metrics: own }) => {
      const metric = status === 'wrong' ? undefined : own?.[id];
      if (!metric) return '';
      const figures = [metric.value, ...(metric.ci95 ?? [])].map((value) => String(Number(value.toPrecision(3))));
      return metric.ci95 ? `${figures[0]} (${figures[1]} – ${figures[2]})` : (figures[0] ?? '');
    },
  }));
}
