import { everywhere, type ColumnFile } from '../column';
import { accordOf, UNPROVEN } from '../../record/cellAgreement';
import type { Cell } from '../../record/record';

const agreementsOf = (cell: Cell) => Object.entries(cell.agreement ?? {});
const figure = (value: number) => String(Number(value.toPrecision(3)));

/** The largest, or nothing where there is none. */
function worst(values: number[]): number | undefined {
  return values.length > 0 ? Math.max(...values) : undefined;
}

/** How far the outputs were from the reference's; of a chain, of each network in it. */
export default {
  section: 'agreement',
  columns: [
    {
      id: 'agrees',
      title: 'Agreement',
      in: everywhere,
      read: (cell) => {
        const accord = accordOf(cell.agreement);
        return accord === 'unproven' ? accord : accord && accord === 'agrees';
      },
      text: (cell) =>
        agreementsOf(cell)
          .map(
            (
              [
                model,
                {
                  pass,
                  unproven,
                  maxAbs,
                  task: { measure, value, limit },
                },
              ],
              _,
              all,
            ) => {
              const of = all.length > 1 ? `${model} ` : '';
              if (unproven) return `${of}${UNPROVEN}`;
              const judged = `${of}${pass ? 'agrees' : 'disagrees'}: ${measure} ${figure(value)}, limit ${figure(limit)}`;
              return `${judged}, largest error ${figure(maxAbs)}`;
            },
          )
          .join('; '),
    },
    {
      id: 'max_abs_error',
      title: 'Largest error',
      better: 'lower',
      in: ['csv'],
      read: (cell) => worst(agreementsOf(cell).map(([, { maxAbs }]) => maxAbs)),
    },
    {
      id: 'max_rel_error',
      title: 'Largest error, share of the range',
      better: 'lower',
      in: ['csv'],
      read: (cell) => worst(agreementsOf(cell).map(([, { maxRel }]) => maxRel)),
    },
    {
      id: 'task_agreement',
      title: 'Task’s own measure',
      in: ['csv'],
      read: (cell) =>
        agreementsOf(cell)
          .map(([model, { task }]) => `${model}: ${task.measure} ${task.value} (limit ${task.limit})`)
          .join('; '),
    },
  ],
} satisfies ColumnFile;
