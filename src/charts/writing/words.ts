import { significant } from '../../domain/number';
import { inMs, plural } from '../../domain/words';
import type { Overtaking, WritingVerdict } from '../../judge/write';

const by = { here: 'this device', there: 'the cloud' } as const;

export const overtakingWords = {
  title: (verdict: WritingVerdict | undefined): string => {
    if (!verdict) return 'Who is ahead';
    const { overtakes, starts, abreast } = verdict;
    if (overtakes) return overtakes.by === 'there' ? 'Where the cloud overtakes' : 'Where this device overtakes';
    if (starts === 'together') return abreast ? 'Neither is ahead' : 'Who is ahead';
    return starts === 'here' ? 'The cloud never overtakes' : 'This device never overtakes';
  },
  underWay: 'The lines grow as the text does: measured here, simulated there.',
  notJudged: 'Measured here, simulated there; these times are not judged, so that nobody is called ahead.',
  says: 'Tokens written over time, here, there, and by somebody who reads along',
  axis: 'tokens written',
  seconds: (seconds: number) => `${significant(seconds, 3)} s`,
  you: 'you, reading',
  near: 'here, measured',
  far: 'there, simulated',
  at: ({ token, ms }: Overtaking) => `after ${plural(token, 'token')}, ${inMs(ms)}`,
  figures: 'Token by token',
  table: 'When tokens are there, from the key press',
  columns: ['Token', 'Here', 'There', 'Ahead', 'Read by then'],
  row: (token: number, overtakes: boolean) => (overtakes ? `${token}, overtaking` : `${token}`),
  beyond: ' (as it goes on)',
  ahead: (here: number, there: number) =>
    `${by[here <= there ? 'here' : 'there']} by ${inMs(Math.max(0.1, Math.abs(here - there)))}`,
} as const;
