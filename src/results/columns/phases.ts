import { written, type Column, type ColumnFile, type Output } from '../column';
import type { Phases } from '../../record/record';

type Times = { [Name in keyof Phases]-?: Required<Phases>[Name] extends number ? Name : never }[keyof Phases];

const phase = (id: string, title: string, name: Times, shown: readonly Output[] = ['csv', 'page']): Column => ({
  id,
  title,
  unit: 'ms',
  better: 'lower',
  in: shown,
  read: ({ phases }) => phases?.[name],
});

/** What came before and beside the inferences that were timed. */
export default {
  section: 'phases',
  columns: [
    { ...phase('download_ms', 'Download time', 'downloadMs', ['csv']) },
    {
      id: 'download_bytes',
      title: 'Download',
      unit: 'bytes',
      in: ['csv', 'page', 'terminal'],
      read: ({ phases }) => phases?.downloadBytes,
      text({ phases }) {
        if (phases?.downloadBytes === undefined) return '';
        const how = phases.fromCache ? 'from cache' : 'fetched';
        return `${written(phases.downloadBytes, 'bytes')} ${how}, ${written(phases.downloadMs, 'ms')}`;
      },
    },
    { id: 'from_cache', title: 'From cache', in: ['csv'], read: ({ phases }) => phases?.fromCache },
    phase('runtime_ms', 'Runtime', 'runtimeMs'),
    phase('create_ms', 'Create', 'createMs', ['csv', 'page', 'terminal']),
    {
      ...phase('first_ms', 'First', 'firstMs', ['csv', 'page', 'report', 'terminal']),
      // A browser keeps compiled GPU programs: a first inference of what it had seen before is no cold start.
      text({ phases }) {
        const first = written(phases?.firstMs, 'ms');
        return first && phases?.seenBefore ? `${first} (had run here before)` : first;
      },
    },
    { id: 'seen_before', title: 'Seen before', in: ['csv'], read: ({ phases }) => phases?.seenBefore },
    phase('pre_ms', 'Pre', 'preMs'),
    phase('post_ms', 'Post', 'postMs'),
    phase('rpc_ms', 'Messaging', 'rpcMs'),
  ],
} satisfies ColumnFile;
