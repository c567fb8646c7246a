import type { ColumnFile } from '../column';
import type { Cell } from '../../record/record';

const reasonOf = (cell: Cell) => ('reason' in cell ? cell.reason : undefined);

/** Why there is no time. People read it as a sentence beside the table. */
export default {
  section: 'reason',
  columns: [
    { id: 'reason_code', title: 'Reason', in: ['csv'], read: (cell) => reasonOf(cell)?.code },
    { id: 'reason', title: 'Reason in words', in: ['csv'], read: (cell) => reasonOf(cell)?.message },
  ],
} satisfies ColumnFile;
