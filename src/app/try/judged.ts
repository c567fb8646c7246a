/** What the play page needs from its first run on, fetched with it: a first visit carries neither. */
export { default as CellTable } from '../../charts/CellTable.svelte';
export { default as Evidence } from '../../charts/Evidence.svelte';
export { default as FarLanes } from '../../charts/FarLanes.svelte';
export { default as FarRefused } from '../../charts/FarRefused.svelte';
export { rank } from '../../judge/rank';
export { verdict } from '../../judge/verdict';
export { contenders, contestOf, farSideOf } from './contest';
export { default as Detail } from './verdict/Detail.svelte';
export { default as Race } from '../../charts/distance/Race.svelte';
export { default as VerdictWords } from './verdict/VerdictWords.svelte';
export { default as RaceControls } from './RaceControls.svelte';
