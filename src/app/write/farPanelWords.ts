import { inMs } from '../../domain/words';
import type { FarPoint } from '../../far/anyDistance';
import type { FarWriting } from '../../far/generation';

const byId = (legs: FarPoint['warm'], ids: readonly string[]) =>
  legs.reduce((sum, { id, ms }) => (ids.includes(id) ? sum + ms : sum), 0);

/** Below this share of the start the way hardly matters. */
const HARDLY = 1 / 3;

export const farWords = {
  title: 'Drag the server',
  railLabel: 'How far away the server is: its round trip from the network’s edge',
  idle: 'Distance is paid once, before the first token; the others follow one another on the way.',
  distance: ({ warm, totalMs }: FarPoint): string => {
    const wayMs = byId(warm, ['upload', 'trip-up', 'trip-down', 'download', 'losses']);
    const serverMs = byId(warm, ['queue', 'software', 'compute']);
    const paid = `Distance is paid once, before the first token: ${inMs(wayMs)} of the cloud’s ${inMs(totalMs.median)} are the way, ${inMs(serverMs)} queue, software and the reading of the prompt.`;
    return wayMs < HARDLY * totalMs.median ? `${paid} Moving the server changes little.` : paid;
  },
  served: 'The cloud runs',
  same: 'the same network',
  large: 'Llama 3.2 1B',
  largeNote:
    'A network of 1.2 thousand million weights in the same cloud: it would choose other, better words; shown are this device’s, at its pace.',
  detail: 'There, in detail',
  legs: 'What the cloud’s first token is made of, and each after it',
  columns: ['Leg', 'Connection open', 'First request', 'What it rests on'],
  leg: (id: string, label: string) => (id === 'compute' ? 'Reading the prompt' : label),
  rests: (id: string, assumption: string, assumes: FarWriting['assumes']) =>
    id === 'compute' ? assumes.prefill : id === 'queue' ? `${assumption}. ${assumes.queue}` : assumption,
  sum: 'To the first token',
  sumRests: 'The median of 1000 simulated requests.',
  each: 'Each token after it',
} as const;
