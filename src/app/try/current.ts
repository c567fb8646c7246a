import { TryState } from './tryState.svelte';

/** Kept while other pages are shown: coming back finds the picture, the settings and the last run as they were. */
export const play = new TryState();
