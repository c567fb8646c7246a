import { everywhere, intervalText, written, type ColumnFile } from '../column';

/** Whole answers: pre-processing, inference and post-processing, measured together. */
export default {
  section: 'answers',
  columns: [
    { id: 'answer_n', title: 'Answers', in: ['csv'], read: ({ answers }) => answers?.n },
    {
      id: 'answer_median_ms',
      title: 'Whole answer',
      unit: 'ms',
      better: 'lower',
      in: everywhere,
      read: ({ answers }) => answers?.medianMs,
      text: ({ status, answers }) => (status === 'wrong' ? '' : written(answers?.medianMs, 'ms')),
    },
    {
      id: 'answer_ci95_low_ms',
      title: 'Whole answer from',
      unit: 'ms',
      in: ['csv'],
      read: ({ answers }) => answers?.ci95Ms?.[0],
    },
    {
      id: 'answer_ci95_high_ms',
      title: 'Whole answer to',
      unit: 'ms',
      in: ['csv'],
      read: ({ answers }) => answers?.ci95Ms?.[1],
    },
    {
      id: 'answer_ci95_ms',
      title: 'Its 95 % interval',
      in: ['page', 'report'],
      read: (cell) => intervalText(cell, cell.answers?.ci95Ms),
    },
  ],
} satisfies ColumnFile;
