import type { Column, ColumnFile } from '../column';

const of = (id: string, title: string, read: Column['read']): Column => ({ id, title, in: ['csv'], read });

/** The same in every row: a file may hold the rows of several runs. */
export default {
  section: 'run',
  columns: [
    of('run', 'Run', (_, { record }) => record?.id),
    of('created_at', 'Made', (_, { record }) => record?.createdAt),
    of('app_version', 'Version', (_, { record }) => record?.environment.app.version),
    of('scenario', 'Scenario', (_, { scenario }) => scenario),
    of('seed', 'Seed', (_, { record }) => record?.params.seed),
  ],
} satisfies ColumnFile;
