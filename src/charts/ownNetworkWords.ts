import { significant } from '../domain/number';
import type { JitterDistribution } from '../far/jitter';

export const ownNetworkWords = {
  rtt: 'Round trip to its edge, ms',
  up: 'Up, Mbit/s',
  down: 'Down, Mbit/s',
  more: 'Jitter and loss',
  jitter: 'Jitter one way, σ in ms',
  shape: 'Shape of the jitter',
  shapes: {
    normal: 'Normal',
    uniform: 'Uniform',
    pareto: 'Pareto',
    paretonormal: 'Pareto-normal',
  } satisfies Record<JitterDistribution, string>,
  correlation: 'Each follows the last, %',
  losses: 'Packets are lost',
  single: 'each by itself',
  bursts: 'in bursts (Gilbert–Elliott)',
  loss: 'Loss, %',
  toBad: 'Turns bad, % a packet',
  toGood: 'Turns good again, % a packet',
  lossInBad: 'Lost while bad, %',
  lossInGood: 'Lost while good, %',
  assumed: (figure: string) => `${figure}, assumed`,
  longRun: (packets: number, lost: string) =>
    `A bad spell lasts ${significant(packets, 2)} packets on average; in the long run ${lost} of all are lost.`,
} as const;
