import { everywhere, type ColumnFile } from '../column';

export default {
  section: 'status',
  columns: [{ id: 'status', title: 'Status', in: everywhere, read: ({ status }) => status }],
} satisfies ColumnFile;
