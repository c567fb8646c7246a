import { play } from '../try/current';
import { WriteState } from './writeState.svelte';
import { WriteFar } from './writeFar.svelte';

/** Kept while other pages are shown: coming back finds the story as it was. */
export const writing = new WriteState();

/** Tokens that a line of the chart may have. */
const MOST = 512;

export const farSide = new WriteFar(
  play.farSide,
  () => writing.facts?.card,
  () => writing.text,
  () => writing.facts?.card.decoder?.context ?? MOST,
);
