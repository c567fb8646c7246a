/** What the play page needs from its first run on, fetched with it: a first visit carries neither. */
export { default as CellTable } from '../../charts/CellTable.svelte';
export { default as Evidence } from '../../charts/Evidence.svelte';
export { default as FarLanes } from '../../charts/FarLanes.svelte';
export { farWorkOf } from '../../far/ofRun';
export { simulateFarSide } from '../../far/simulate';
export { hereOrThere } from '../../judge/hereOrThere';
export { verdict } from '../../judge/verdict';
export { default as RaceControls } from './RaceControls.svelte';
