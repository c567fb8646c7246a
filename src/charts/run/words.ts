import { inMs } from '../../domain/words';
import { profileOf } from '../../far/network';
import { serverOf } from '../../far/servers';
import type { Far, RefusedFar } from '../../record/record';

export const words = {
  thereTitle: 'Here and there',
} as const;

const MOST_OF_ANSWER = 200;

/** The answer in a sentence; an imported record may hold a long one. */
export const answered = (summary: string) => `Its answer: ${summary.slice(0, MOST_OF_ANSWER)}`;

/** "Fast 4G, L4 at 60 % load, seed 7": what was simulated. */
const cloudOf = ({ profile, server, seed }: Far | RefusedFar) =>
  `${profileOf(profile)?.title ?? profile}, ${serverOf(server)?.title ?? server}, seed ${seed}`;

/** What the lanes of here and there come to. */
export const race = (nearMs: number, far: Far) =>
  `${inMs(nearMs)} here; through the simulated cloud ${inMs(far.totalMs.median)}, and ${inMs(far.coldTotalMs.median)} the first time (${cloudOf(far)}).`;

/** Where there was no right answer here to set beside it. */
export const farAlone = (far: Far) =>
  `Through the simulated cloud ${inMs(far.totalMs.median)}, and ${inMs(far.coldTotalMs.median)} the first time (${cloudOf(far)}).`;

export const notSimulated = (side: RefusedFar) => `No cloud was simulated (${cloudOf(side)}): ${side.problem}`;
