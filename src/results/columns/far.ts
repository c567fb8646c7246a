import type { ColumnFile } from '../column';

/** The simulated far side of the cell's model. People see it beside the measured cells, never among them. */
export default {
  section: 'far',
  columns: [
    { id: 'simulated_far_profile', title: 'Simulated network', in: ['csv'], read: (_, { far }) => far?.profile },
    { id: 'simulated_far_server', title: 'Simulated server', in: ['csv'], read: (_, { far }) => far?.server },
    {
      id: 'simulated_far_median_ms',
      title: 'Simulated median',
      unit: 'ms',
      in: ['csv'],
      read: (_, { far }) => far?.totalMs.median,
    },
  ],
} satisfies ColumnFile;
